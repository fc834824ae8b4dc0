import { describe, expect, it } from '@jest/globals';
import { createPaint, labelled, prettyJson, printable, table } from '../src/terminal.js';

const plain = createPaint(false);
const ESC = '\u001b';

describe('output for a terminal', () => {
  it('aligns columns by what is seen, with colours and without', () => {
    const rows = [
      ['1', { text: 'ok', style: 'green' as const }, 'x'],
      ['100', 'exhausted', ''],
    ];
    expect(table(['ID', 'STATE', 'R'], rows, plain)).toBe('ID   STATE      R\n1    ok         x\n100  exhausted');
    const coloured = table(['ID', 'STATE', 'R'], rows, createPaint(true));
    expect(coloured).toContain(`1    ${ESC}[32mok${ESC}[39m         x\n`);
  });

  it('shows what others have sent without obeying it', () => {
    const evil = `${ESC}[2J\u009b31m\u0007\r\n\u202etxt`;
    const harmless = '\\u001b[2J\\u009b31m\\u0007\\u000d\\u000a\\u202etxt';
    expect(printable(evil)).toBe(harmless);
    expect(table(['A'], [[evil]], plain)).toBe(`A\n${harmless}`);
    expect(labelled([['route', { text: evil, style: 'red' }]], plain)).toBe(`route  ${harmless}`);
    const json = prettyJson({ [evil]: [evil] });
    expect(json).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
    expect(JSON.parse(json)).toEqual({ [evil]: [evil] });
  });
});
