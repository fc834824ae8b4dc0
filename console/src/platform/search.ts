/** Spans of time that end now, in milliseconds. */
export const spans = { '1h': 3_600_000, '6h': 21_600_000, '24h': 86_400_000 } as const;
export type Span = keyof typeof spans;
export const spanNames = Object.keys(spans) as Span[];
export const DEFAULT_SPAN: Span = '1h';

/** What the overview shows, in the address: the last hour, unless it names another span or two times, as the contract writes them. */
export type OverviewSearch =
  { span?: Span; since?: never; until?: never } | { span?: never; since: string; until: string };

export function validateOverviewSearch(search: Record<string, unknown>): OverviewSearch {
  const { since, until } = search;
  if (isTime(since) && isTime(until)) return { since, until };
  const span = spanNames.find((name) => name === search['span']);
  return span && span !== DEFAULT_SPAN ? { span } : {};
}

function isTime(value: unknown): value is string {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value));
}

/** What the list of accounts is narrowed to, in the address. */
export function validateAccountsSearch(search: Record<string, unknown>): { q?: string } {
  const { q } = search;
  if (typeof q === 'number') return { q: String(q) }; // what looks like one in an address
  return typeof q === 'string' && q !== '' ? { q } : {};
}
