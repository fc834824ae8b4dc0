/** What the arguments of several commands mean. Each parser throws commander's error with what would have been right. */
import { InvalidArgumentError } from 'commander';
import { webhookEventTypes, type components } from '../../generated/webhooks.js';
import { printable } from '../terminal.js';

type WebhookEventType = components['schemas']['WebhookEventType'];

const MILLIS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const MAX_NAME_LENGTH = 100;
const ISO_TIME = /^(\d{4})-(\d\d)-(\d\d)(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/;

/** What every command that prints data can do. */
export interface OutputOptions {
  /** JSON for programs in place of text for people. */
  json?: true;
}

/**
 * A point in time: `2h` means two hours ago (`s`, `m`, `h`, `d`, `w`); otherwise ISO 8601, in local time unless it names a zone.
 */
export function parseTime(text: string): Date {
  const [, count = '', unit = ''] = /^(\d{1,5})([smhdw])$/.exec(text) ?? [];
  const time = count === '' ? isoTime(text) : Date.now() - Number(count) * MILLIS[unit as keyof typeof MILLIS];
  if (Number.isNaN(time)) {
    throw new InvalidArgumentError('It has to be a time such as 2h, 3d, 2026-01-31 or 2026-01-31T09:00:00Z.');
  }
  return new Date(time);
}

/** A span of time in milliseconds: `90d` (`s`, `m`, `h`, `d`, `w`). */
export function parseSpan(text: string): number {
  const [, count = '', unit = ''] = /^([1-9]\d{0,4})([smhdw])$/.exec(text) ?? [];
  if (count === '') throw new InvalidArgumentError('It has to be a span of time such as 30m, 12h or 90d.');
  return Number(count) * MILLIS[unit as keyof typeof MILLIS];
}

/** NaN unless it is one; `Date.parse` alone takes the 30th of February for the 2nd of March. */
function isoTime(text: string): number {
  const [, year, month, day, clock] = ISO_TIME.exec(text) ?? [];
  const daysOfMonth = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  if (!(Number(day) <= daysOfMonth)) return NaN;
  return Date.parse(clock === undefined ? `${text}T00:00` : text);
}

export function parseEventType(text: string): WebhookEventType {
  const eventType = webhookEventTypes.find((known) => known === text.toUpperCase());
  if (!eventType) throw new InvalidArgumentError(`It has to be one of ${webhookEventTypes.join(', ')}.`);
  return eventType;
}

/** A name that people recognise something by: one line of 1 to 100 characters, without blanks around it. */
export function parseName(text: string): string {
  const name = text.trim();
  if (name === '' || name.length > MAX_NAME_LENGTH || printable(name) !== name) {
    throw new InvalidArgumentError(`It has to be one line of 1 to ${MAX_NAME_LENGTH} characters.`);
  }
  return name;
}

/** One of several words. */
export function choiceParser<T extends string>(choices: readonly T[]): (text: string) => T {
  return (text) => {
    const choice = choices.find((candidate) => candidate === text);
    if (choice === undefined) throw new InvalidArgumentError(`It has to be one of ${choices.join(', ')}.`);
    return choice;
  };
}

/** A whole number between two bounds, both allowed. */
export function integerParser(min: number, max: number): (text: string) => number {
  return (text) => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
    if (!(number >= min && number <= max)) {
      throw new InvalidArgumentError(`It has to be a whole number from ${min} to ${max}.`);
    }
    return number;
  };
}

/** For an option that may be given several times. */
export function listOf<T>(parse: (text: string) => T): (text: string, previous?: T[]) => T[] {
  return (text, previous = []) => [...previous, parse(text)];
}
