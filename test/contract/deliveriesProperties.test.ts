import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { webhookEventTypes } from '../../generated/webhooks.js';
import { createCaller, type CallInput, type CallOperation } from '../support/call.js';
import { contractCheck } from '../support/contract.js';
import { startTestService, type TestService } from '../support/service.js';
import { storeDeliveries } from '../support/storedDeliveries.js';

const contract = await contractCheck('deliveries');

let service: TestService;
let call: CallOperation;
let known: { webhook: string; delivery: string };
beforeAll(async () => {
  service = await startTestService({ RATE_LIMIT_PER_MINUTE: '0' });
  const account = await service.createAccount();
  call = createCaller(service.url, contract, account.apiKey);
  // Nobody listens there, so that what is sent is refused at once.
  const { id: webhookId } = await account.createWebhook({ webhook_url: 'http://127.0.0.1:1/hook' });
  const states = ['exhausted', 'succeeded', 'superseded', 'pending'] as const;
  const stored = await storeDeliveries(
    service.pool,
    { accountId: account.id, webhookId },
    Array.from({ length: 60 }, (_, i) => ({ state: states[i % 4] ?? 'pending' })),
  );
  known = { webhook: webhookId, delivery: stored[30]?.id ?? '' };
});
afterAll(() => service.stop());

const oddTexts = [
  '',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udc00\ud800',
  '\ufeff',
  '%',
  "'; DROP TABLE deliveries; --",
  '__proto__',
  'null',
  '[]',
  '-0',
  '1e2',
  'NaN',
  '0x10',
  '9007199254740993',
  '٣',
];
/** What a validator may let pass, each in its own way. */
const plausibleTimes = [
  '0000-01-01T00:00:00Z',
  '0000-01-01T00:00:00+23:59',
  '9999-12-31T23:59:59.999999999Z',
  '9999-12-31T23:59:59-23:59',
  '2016-12-31T23:59:60Z',
  '2016-12-31T23:59:60.999Z',
  '2017-01-01T00:59:60+01:00',
  '2024-02-29T00:00:00Z',
  '2026-01-01 09:00:00z',
  '2026-01-01t09:00:00+01',
  '2026-01-01T09:00:00+0100',
  '2026-01-01T09:00:00-00:00',
];
const oddTimes = [
  '+275760-09-13T00:00:00.000Z',
  '+275760-09-13T00:00:00.001Z',
  '-271821-04-20T00:00:00Z',
  '2026-01-01T12:30:60Z',
  '9999-12-31T23:59:60-23:59',
  '2026-02-29T00:00:00Z',
  '2024-02-29T24:00:00Z',
  '2026-01-01T09:00Z',
  '2026-01-01',
  '1767261600000',
  'now',
  'infinity',
  'epoch',
];
const times = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...plausibleTimes) },
  fc
    .date({ noInvalidDate: true, min: new Date('0000-01-01'), max: new Date('9999-12-31') })
    .map((date) => date.toISOString()),
);
const brokenTimes = fc.oneof(
  fc.constantFrom(...oddTimes),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.string({ unit: 'binary', maxLength: 30 }),
);
const texts = fc.oneof(
  fc.constantFrom(...oddTexts),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme-composite', maxLength: 140 }),
);
const numbers = fc.oneof(fc.integer().map(String), fc.double().map(String), texts);
const uuids = fc.oneof(
  fc.uuid(),
  fc.uuid({ version: 7 }).map((id) => id.toUpperCase()),
  fc.constantFrom(
    '00000000-0000-0000-0000-000000000000',
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
    'urn:uuid:019b76da-a800-7000-8000-0000000000d1',
    '{019b76da-a800-7000-8000-0000000000d1}',
    '019b76daa80070008000000000000001',
  ),
  texts,
);

/** As an honest client escapes a text, or as a careless one leaves it; lone surrogates can't be escaped, and go as WTF-8. */
const escaped = (text: string) =>
  Array.from(text, (char) => (/^[\ud800-\udfff]$/.test(char) ? '%ED%A0%80' : encodeURIComponent(char))).join('');
const raw = fc.stringMatching(/^[\w%[\]&=.+:;,@!$'()*~/?-]{0,30}$/);
const valueOf = (values: fc.Arbitrary<string>) => fc.oneof({ weight: 4, arbitrary: values.map(escaped) }, raw);

const states = ['pending', 'parked', 'succeeded', 'exhausted', 'cancelled', 'superseded'];
/** What the lists are asked for, so that a query comes as far as the database. */
const sensible = {
  state: fc.constantFrom(...states),
  event: fc.constantFrom(...webhookEventTypes),
  dc_id: fc.constantFrom('1', 'Zürich', "'; --", '٣').map(escaped),
  route_id: fc.constantFrom('R-1', '%', '\\', '\ufeff').map(escaped),
  since: times.map(escaped),
  until: times.map(escaped),
  limit: fc.integer({ min: 1, max: 200 }).map(String),
  cursor: fc.uuid(),
};
const odd = {
  state: valueOf(fc.oneof(fc.constantFrom('EXHAUSTED', 'exhausted '), texts)),
  event: valueOf(texts),
  dc_id: valueOf(texts),
  route_id: valueOf(texts),
  since: valueOf(brokenTimes),
  until: valueOf(brokenTimes),
  limit: valueOf(fc.oneof(fc.constantFrom('0', '-1', '201', '1e2', '0x10', ''), numbers)),
  cursor: valueOf(uuids),
};
/** Queries of an operation that takes these parameters. */
function queriesOf(names: string[]): fc.Arbitrary<string> {
  const only = <T>(values: Record<string, T>) =>
    Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));
  const values = fc.record(only<fc.Arbitrary<string>>(sensible), { requiredKeys: [] });
  const oddValue = fc.oneof(
    ...Object.entries(only<fc.Arbitrary<string>>(odd)).map(([name, arbitrary]) => fc.record({ [name]: arbitrary })),
  );
  return fc.oneof(
    { weight: 4, arbitrary: values.map(joined) },
    // One odd value among sensible ones: of several, each would hide what the others do.
    { weight: 4, arbitrary: fc.tuple(values, oddValue).map(([all, one]) => joined({ ...all, ...one })) },
    // The same parameter twice, in brackets, without a value, or none at all.
    fc
      .array(fc.tuple(fc.constantFrom(...names, 'since[]', 'state[a]', 'limit[', ''), raw), { maxLength: 4 })
      .map((pairs) => pairs.map(([name, value]) => `${name}=${value}`).join('&')),
    raw,
  );
}
const queries: Record<string, fc.Arbitrary<string>> = {
  listDeliveries: queriesOf(Object.keys(sensible)),
  listAllDeliveries: queriesOf(Object.keys(sensible)),
  listUndelivered: queriesOf(['since', 'until', 'limit', 'cursor']),
};
const mostlyNone = fc.oneof({ weight: 8, arbitrary: fc.constant('') }, raw);

function joined(values: Record<string, string | undefined>): string {
  return Object.entries(values)
    .map(([name, value = '']) => `${name}=${value}`)
    .join('&');
}

const ids = fc.oneof(
  { weight: 8, arbitrary: fc.constant('known') },
  uuids.map(escaped).filter((id) => id !== '' && id !== '.' && id !== '..'),
  fc.stringMatching(/^[\w%'"~!$&()*+,;=:@-]{1,50}$/).filter((id) => !/^(%2e|\.)+$/i.test(id)),
);

const likelyBodies = fc.record(
  {
    since: fc.oneof(times, brokenTimes, fc.jsonValue()),
    until: fc.oneof(times, brokenTimes, fc.jsonValue()),
    states: fc.oneof(fc.array(fc.constantFrom('succeeded', 'exhausted', 'superseded', 'pending')), fc.jsonValue()),
    event_types: fc.oneof(fc.array(fc.constantFrom(...webhookEventTypes, 'x')), fc.jsonValue()),
    include_missed: fc.oneof(fc.boolean(), fc.jsonValue()),
    dry_run: fc.oneof(fc.boolean(), fc.jsonValue()),
    grace_period_seconds: fc.oneof(fc.integer({ min: -1, max: 2_592_001 }), fc.double(), fc.jsonValue()),
    event: fc.oneof(fc.constantFrom(...webhookEventTypes), texts, fc.jsonValue()),
    constructor: fc.jsonValue(),
  },
  { requiredKeys: [] },
);
/** Bodies that lack nothing and have nothing else, so that what is odd is the values. */
const completeBodies: Record<string, fc.Arbitrary<object>> = {
  recoverDeliveries: fc.record(
    {
      since: times,
      until: times,
      states: fc.uniqueArray(fc.constantFrom('succeeded', 'exhausted', 'superseded'), { minLength: 1 }),
      event_types: fc.uniqueArray(fc.constantFrom(...webhookEventTypes), { minLength: 1 }),
      include_missed: fc.boolean(),
      dry_run: fc.boolean(),
    },
    { requiredKeys: ['since'] },
  ),
  rotateWebhookSecret: fc.record({ grace_period_seconds: fc.integer({ min: 0, max: 2_592_000 }) }),
  sendTestEvent: fc.record({ event: fc.constantFrom(...webhookEventTypes) }),
};
function contentsOf(operationId: string): fc.Arbitrary<Pick<CallInput, 'body' | 'bytes'>> {
  const complete = completeBodies[operationId];
  if (!complete) return fc.constant({});
  return fc.oneof(
    { weight: 6, arbitrary: complete.map((body) => ({ body })) },
    { weight: 2, arbitrary: fc.tuple(complete, likelyBodies).map(([body, odds]) => ({ body: { ...body, ...odds } })) },
    { weight: 2, arbitrary: likelyBodies.map((body) => ({ body })) },
    fc.jsonValue().map((body) => ({ body })),
    fc.constantFrom('{"since":"\\ud800"}', '{"event":"\\u0000"}', '{"since":', '').map((bytes) => ({ bytes })),
    fc.uint8Array({ maxLength: 100 }).map((bytes) => ({ bytes })),
    fc.constant({}),
  );
}

describe('whatever a caller sends, the answer is one that the contract declares and no failure of the server:', () => {
  it.each([...contract.operations.values()])('$operationId', async ({ operationId, path, request }) => {
    const knownId = path.startsWith('/deliveries') ? known.delivery : known.webhook;
    const queried = queries[operationId] ?? mostlyNone;
    expect(Object.hasOwn(completeBodies, operationId)).toBe(request !== null);
    await fc.assert(
      fc.asyncProperty(ids, queried, contentsOf(operationId), async (id, query, content) => {
        // `call` fails on an answer that is not declared.
        const answer = await call(operationId, {
          ...content,
          id: id === 'known' ? knownId : id,
          ...(query !== '' && { query }),
        });
        expect(answer.status).toBeLessThan(500);
      }),
      { numRuns: queried === mostlyNone && !request ? 50 : 150 },
    );
  });
});
