const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const zone = new Intl.DateTimeFormat(undefined, { timeZoneName: 'longOffset' });
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const dayOfYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });

/** A time, exactly and in the reader's zone, which it names. */
export function exactTime(at: string): string {
  const date = new Date(at);
  const name = zone.formatToParts(date).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return `${exact.format(date)} ${name}`.trim();
}

/** How far away a time is, as short as people say it: `now`, `40 s ago`, `in 5 min`, `3 h ago`, `2 d ago`; a date beyond a week. */
export function relativeTime(at: string, now: number): string {
  const millis = now - Date.parse(at);
  const distance = Math.abs(millis);
  if (distance < 5 * SECOND) return 'now';
  if (distance > 7 * DAY) return (distance > 300 * DAY ? dayOfYear : day).format(new Date(at));
  const span = spanWords(distance);
  return millis > 0 ? `${span} ago` : `in ${span}`;
}

/** A span of time in its largest unit: `40 s`, `5 min`, `3 h`, `2 d`. */
export function spanWords(millis: number): string {
  if (millis < MINUTE) return `${Math.round(millis / SECOND)} s`;
  if (millis < HOUR) return `${Math.floor(millis / MINUTE)} min`;
  if (millis < DAY) return `${Math.floor(millis / HOUR)} h`;
  return `${Math.floor(millis / DAY)} d`;
}

/** How long something took: `24 ms`, `1.3 s`, `10 s`. */
export function durationWords(millis: number): string {
  if (millis < SECOND) return `${Math.round(millis)} ms`;
  return `${(millis / SECOND).toFixed(millis < 10 * SECOND ? 1 : 0)} s`;
}
