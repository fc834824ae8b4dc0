import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { changedNumbers, hasMoreValuesThan } from '../../checks/jsonValues.js';

const faultsOf = (text: string) => changedNumbers(text, '/body').map(({ path, message }) => `${path} ${message}`);
const becomes = (value: string) => `would become ${value}, since a double holds no more: send it as a text`;

describe('a number that a double changes is a fault that says what would become of it:', () => {
  it.each([
    ['12345678901234567890', becomes('12345678901234567000')],
    ['9007199254740993', becomes('9007199254740992')],
    ['0.1234567890123456789012', becomes('0.12345678901234568')],
    ['52.520006599999999', becomes('52.5200066')],
    ['-0', becomes('0')],
    ['-0.0', becomes('0')],
    ['-0e5', becomes('0')],
    ['1e-400', becomes('0')],
    ['4.9e-324', becomes('5e-324')],
    ['1e400', 'is larger than a double can be: send it as a text'],
    ['1'.repeat(4_000), 'is larger than a double can be: send it as a text'],
  ])('%.30s', (written, message) => {
    expect(faultsOf(written)).toEqual([`/body ${message}`]);
    expect(faultsOf(` [ ${written} , -${written.replace('-', '')} ]`)).toHaveLength(2);
  });

  it.each(['0', '1.0', '1e3', '1E+3', '0e5', '-0.5', '1e23', '100000000000000000000000', '5e-324', '9007199254740992'])(
    'and %s is none, however it is written',
    (written) => {
      expect(faultsOf(written)).toEqual([]);
    },
  );
});

describe('the place of such a number', () => {
  it('is a JSON pointer, through lists and objects', () => {
    const text = '{"a": [1, {"b\\"/~": -0, "c": [[], {}, 1e999]}], "a2" : -0}';
    expect(faultsOf(text).map((fault) => fault.split(' ')[0])).toEqual([
      '/body/a/1/b"~1~0',
      '/body/a/1/c/2',
      '/body/a2',
    ]);
  });

  it('is not in a text or a name', () => {
    expect(faultsOf('{"[-0, 1e999]": ": 12345678901234567890 \\\\", "x\\"": ["\\", -0", ":-0"]}')).toEqual([]);
  });

  it('has a bounded length, and so have all of them', () => {
    const deep = `${'['.repeat(10_000)}-0${']'.repeat(10_000)}`;
    expect(faultsOf(deep)[0]?.length).toBeLessThan(400);
    const name = 'n'.repeat(100_000);
    const faults = faultsOf(`{"${name}": [${Array(1_000).fill('-0').join(',')}]}`);
    expect([faults.length, (faults[0]?.length ?? 0) < 400]).toEqual([51, true]);
  });
});

/** The exact value of a decimal as a fraction of integers. */
function exactly(written: string): [bigint, bigint] {
  const [, sign = '', whole = '', fraction = '', power = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(written) ?? [];
  const exponent = Number(power) - fraction.length;
  const digits = BigInt(sign + whole + fraction);
  return exponent >= 0 ? [digits * 10n ** BigInt(exponent), 1n] : [digits, 10n ** BigInt(-exponent)];
}

describe('whatever is written', () => {
  const decimal = fc
    .tuple(
      fc.constantFrom('', '-'),
      fc.oneof(fc.stringMatching(/^[1-9]\d{0,18}$/), fc.constant('0')),
      fc.option(fc.stringMatching(/^\d{1,19}$/)),
      fc.option(fc.tuple(fc.constantFrom('e', 'E'), fc.constantFrom('', '+', '-'), fc.nat(340))),
    )
    .map(
      ([sign, whole, fraction, exponent]) =>
        sign + whole + (fraction === null ? '' : `.${fraction}`) + (exponent?.join('') ?? ''),
    );

  it('a number is a fault if, and only if, what JSON.stringify makes of it has another value', () => {
    const judged = { kept: 0, changed: 0 };
    fc.assert(
      fc.property(fc.oneof(decimal, fc.double().map(String), fc.integer().map(String)), (written) => {
        fc.pre(/^-?\d/.test(written));
        const sent = JSON.stringify(JSON.parse(written));
        const [a, b] = sent === 'null' ? [1n, 0n] : exactly(sent);
        const [c, d] = exactly(written);
        const kept = a * d === b * c && !(c === 0n && written.startsWith('-'));
        judged[kept ? 'kept' : 'changed'] += 1;
        expect(faultsOf(`{"a":[true,${written}]}`).map((fault) => fault.split(' ')[0])).toEqual(
          kept ? [] : ['/body/a/1'],
        );
      }),
      { numRuns: 3_000 },
    );
    expect(Math.min(judged.kept, judged.changed)).toBeGreaterThan(100);
  });

  it('JSON that JSON.stringify wrote has none', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(faultsOf(JSON.stringify(JSON.parse(JSON.stringify(value)), null, 1))).toEqual([]);
      }),
    );
  });
});

describe('the count of values', () => {
  const valuesIn = (value: unknown): number =>
    typeof value === 'object' && value !== null
      ? Object.values(value).reduce<number>((sum, inner) => sum + valuesIn(inner), 1)
      : 1;

  it('is that of all of them, texts, numbers and containers', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 2), (value, space) => {
        // Spaces behind it, since a short text is not looked at.
        const text = JSON.stringify(value, null, space);
        const values = valuesIn(JSON.parse(text));
        const padded = text.padEnd(2 * values + 1);
        expect([hasMoreValuesThan(values, padded), hasMoreValuesThan(values - 1, padded)]).toEqual([false, true]);
      }),
    );
  });

  it.each(['[', '"', '"\\', '{"a', '[[[', ']', '\\"'])('comes to an end in what is no JSON: %s', (text) => {
    expect(hasMoreValuesThan(1_000, text.repeat(1_001))).toBeDefined();
  });
});
