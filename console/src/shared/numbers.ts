const whole = new Intl.NumberFormat();
const compact = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 });

/** A number with its thousands apart. */
export function countWords(count: number): string {
  return whole.format(count);
}

/** A number that is counted up to a bound: the bound itself says that there may be more. */
export function boundedCount(count: number, bound: number): string {
  return count >= bound ? `${whole.format(bound)}+` : whole.format(count);
}

/** A number in four characters or so: `12.4K`. */
export function shortCount(count: number): string {
  return count < 10_000 ? whole.format(count) : compact.format(count);
}

/** `1 webhook`, `2 webhooks`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${whole.format(count)} ${count === 1 ? one : many}`;
}
