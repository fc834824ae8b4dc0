/** What the answers of several operations have in common. */

/** The envelope of a success. */
export function success<Data>(data: Data): { status: 200; body: { status: 'success'; data: Data } } {
  return { status: 200, body: { status: 'success', data } };
}

/**
 * A page of a list, and the cursor of the next one.
 * @param rows one more than `limit`, if there are as many: it tells that there is a next page
 */
export function pageOf<Row extends { id: string }>(
  rows: Row[],
  limit: number,
): { page: Row[]; next_cursor: string | null } {
  const page = rows.slice(0, limit);
  return { page, next_cursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}
