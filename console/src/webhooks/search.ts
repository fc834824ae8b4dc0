/** What the list of webhooks is narrowed to, in the address. */
export function validateWebhooksSearch(search: Record<string, unknown>): { q?: string } {
  const { q } = search;
  if (typeof q === 'number') return { q: String(q) }; // what looks like one in an address
  return typeof q === 'string' && q !== '' ? { q } : {};
}
