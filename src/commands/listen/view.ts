/** Arrivals for people. */
import { indented, labelled, prettyJson, printable, type Cell, type Paint } from '../../terminal.js';
import type { Arrival } from './arrivals.js';
import type { Verdict } from './verdict.js';

/**
 * Everything about an arrival: what it is, whether it may be believed, and its payload.
 * @param count how often it has arrived so far, this time included
 */
export function describeArrival(arrival: Arrival, verdict: Verdict, count: number, paint: Paint): string {
  const payload = parse(arrival.body);
  const time = arrival.at.toTimeString().slice(0, 8);
  const event = printable(textField(payload, 'event') ?? 'a POST');
  const facts: [string, Cell][] = [
    ...doubts(verdict),
    ['webhook-id', String(arrival.headers['webhook-id'] ?? 'none')],
    ['path', arrival.path],
    ...('webhookId' in verdict && verdict.webhookId !== null ? [['webhook', verdict.webhookId] as [string, Cell]] : []),
    ['age', describeAge(payload, arrival)],
    ...(count > 1 ? [['repeat', repeatCell(count)] as [string, Cell]] : []),
  ];
  const body = payload === undefined ? printable(arrival.body.toString('utf8')) : prettyJson(payload);
  const head = `${paint('dim', time)}  ${paint(['bold', 'cyan'], event)}  ${headline(verdict, paint)}`;
  return `${head}\n${indented(labelled(facts, paint))}\n${indented(body)}\n`;
}

function headline(verdict: Verdict, paint: Paint): string {
  switch (verdict.kind) {
    case 'verified':
      return paint('green', verdict.verified.test ? 'verified, a test: nothing has happened' : 'verified');
    case 'invalid':
      return paint('red', 'verified, but NOT AS THE CONTRACT DESCRIBES');
    case 'refused':
      return paint(['bold', 'red'], 'NOT VERIFIED');
    case 'unverifiable':
      return paint('yellow', 'unverified');
  }
}

function doubts(verdict: Verdict): [string, Cell][] {
  return verdict.kind === 'verified' ? [] : [['because', { text: verdict.message, style: 'yellow' }]];
}

function repeatCell(count: number): Cell {
  return { text: `it arrived ${count} times: deduplicate on the webhook-id`, style: 'yellow' };
}

function describeAge(payload: unknown, { headers, at }: Arrival): string {
  const occurred = numberField(payload, 'hook_timestamp_millis');
  const signed = Number(headers['webhook-timestamp']) * 1_000;
  const parts = [
    ...(occurred === null ? [] : [`occurred ${ago(at.getTime() - occurred)}`]),
    // Whole seconds: anything below one is now.
    ...(Number.isNaN(signed) ? [] : [`signed ${ago(Math.max(0, at.getTime() - signed - 999))}`]),
  ];
  return parts.join(', ') || 'unknown';
}

function ago(millis: number): string {
  const size = Math.abs(millis);
  const [unit, length] = size < 60_000 ? ['s', 1_000] : size < 3_600_000 ? ['min', 60_000] : ['h', 3_600_000];
  const amount = `${(size / length).toFixed(1)} ${unit}`;
  return millis < 0 ? `${amount} ahead of this clock` : `${amount} ago`;
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

function textField(payload: unknown, name: string): string | null {
  const value = field(payload, name);
  return typeof value === 'string' ? value : null;
}

function numberField(payload: unknown, name: string): number | null {
  const value = field(payload, name);
  return typeof value === 'number' ? value : null;
}

function field(payload: unknown, name: string): unknown {
  if (typeof payload !== 'object' || payload === null) return undefined;
  return new Map<string, unknown>(Object.entries(payload)).get(name);
}
