import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { terminalLine, type LogLine } from '../../src/log/terminalLine.js';
import { createPaint } from '../../src/terminal.js';

/** What a person sees of a line, without its time. */
function shown(line: LogLine, { colours = false, stacks = false } = {}): string {
  const text = terminalLine({ level: 'info', time: '2026-01-31T09:00:00.000Z', ...line }, createPaint(colours), stacks);
  return colours ? text : text.replace(/^\d\d:\d\d:\d\d /, '');
}

const red = '\u001b[31m';
const green = '\u001b[32m';
const yellow = '\u001b[33m';

const attempt = { msg: 'attempt', deliveryId: 'd-1', eventType: 'ROUTE_STARTED', attemptNumber: 1 };
const request = { msg: 'request', requestId: 'r-1', method: 'POST', path: '/events', durationMillis: 3.2 };

describe('a line of the log on a terminal', () => {
  it('is one line: what happened, the facts by name, and the ids at the end', () => {
    expect(shown({ ...request, status: 202, accountId: null })).toBe(
      'info   request method=POST path=/events durationMillis=3.2 status=202 requestId=r-1',
    );
    expect(shown({ msg: 'a b', nested: { a: [1] }, text: 'two words' })).toBe(
      'info   a b nested={"a":[1]} text="two words"',
    );
  });

  it('says why, and keeps the stack for those who asked for details', () => {
    const lines: string[] = [];
    const options = {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level: string) => ({ level }) },
    };
    const cause = new Error('connect ECONNREFUSED\n 127.0.0.1:5432');
    const output = { write: (line: string) => lines.push(line) };
    pino(options, output).warn({ err: new Error('The query failed', { cause }) }, 'not claimed');
    const line = JSON.parse(lines[0] ?? '') as LogLine;
    expect(shown(line)).toBe('warn   not claimed: The query failed: connect ECONNREFUSED 127.0.0.1:5432');
    expect(shown(line, { stacks: true })).toMatch(/\n {4}at .*terminalLine\.unit\.test/);
  });

  it('says the code of an error that has no message, as when both addresses of localhost refuse', () => {
    const err = { type: 'AggregateError', message: '', code: 'ECONNREFUSED', stack: '' };
    expect(shown({ level: 'warn', msg: 'not claimed', err })).toBe('warn   not claimed: ECONNREFUSED');
  });

  it.each([
    ['an attempt that failed', { ...attempt, status: 503, state: 'pending' }, red],
    ['an attempt that was redirected', { ...attempt, status: 302, state: 'pending' }, red],
    ['an attempt without an answer', { ...attempt, errorKind: 'timeout', state: 'exhausted' }, red],
    ['a request that was the caller’s mistake', { ...request, status: 404 }, yellow],
    ['a request that failed', { ...request, status: 500 }, red],
  ])('does not look like success if it is %s', (_, line, colour) => {
    expect(shown(line)).toMatch(/^failed /);
    expect(shown(line, { colours: true })).toContain(`${colour}failed`);
    expect(shown(line, { colours: true })).not.toContain(green);
  });

  it('looks like it if it is one', () => {
    for (const line of [
      { ...attempt, status: 200, state: 'succeeded' },
      { ...request, status: 202 },
    ]) {
      expect(shown(line)).toMatch(/^info /);
      expect(shown(line, { colours: true })).toContain(`${green}${line.status}`);
    }
  });

  it('shows what others have sent without obeying it', () => {
    expect(shown({ msg: 'request', path: '/\u001b[2J\n' })).toBe('info   request path="/\\u001b[2J\\n"');
    expect(shown({ msg: 'odd', err: { message: '\u001b[2J' } })).toBe('info   odd: \\u001b[2J');
  });
});
