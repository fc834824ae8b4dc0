/**
 * Waypost's tables, types and functions live in one schema, whatever else the database holds. A connection learns which from its connection
 * string, as a startup parameter (`options=-c search_path=…`): it is in force from the first statement on, survives `DISCARD ALL`, and
 * holds for whoever connects by that string. A `SET` after connecting would cost a round trip each time, and PgBouncer, where it pools
 * transactions, would run it on another connection than what follows.
 */

/** A connection string whose connections run in a schema, and see no other: what every connection to Waypost's tables is made by. */
export function inSchema(databaseUrl: string, schema: string): string {
  return withSettings(databaseUrl, { search_path: schema });
}

/**
 * The schema that connections by this string run in.
 * @throws Error if it names none: without, Waypost's tables would be looked for among somebody else's
 */
export function schemaOf(databaseUrl: string): string {
  const options = new URL(databaseUrl).searchParams.get('options') ?? '';
  const schema = [...options.matchAll(/-c\s*search_path=(\S+)/g)].at(-1)?.[1]; // the last one is in force
  if (schema === undefined) throw new Error('The connection string names no schema.');
  return schema;
}

/** A connection string whose connections start with further settings of Postgres. Values have neither spaces nor backslashes. */
export function withSettings(databaseUrl: string, settings: Readonly<Record<string, string>>): string {
  const url = new URL(databaseUrl);
  const given = url.searchParams.get('options');
  const added = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  url.searchParams.delete('options');
  const options = encodeURIComponent([...(given ? [given] : []), ...added].join(' '));
  // Escaped as little as can be: node-postgres escapes a string once more if its password has a stray `%`.
  const written = options.replaceAll('%20', '+').replaceAll('%3D', '=');
  url.search = [url.search.slice(1), `options=${written}`].filter((part) => part !== '').join('&');
  return url.href;
}
