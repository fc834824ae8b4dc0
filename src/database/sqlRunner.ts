import type pg from 'pg';

/** What runs single statements: Prisma, a transaction of Prisma, or `createSqlRunner`. */
export interface SqlRunner {
  /** The rows of a statement. The values in the template become its parameters. */
  $queryRaw<Rows>(strings: TemplateStringsArray, ...values: unknown[]): Promise<Rows>;
  /** The same for a statement that is written as text, with its parameters. */
  $queryRawUnsafe<Rows>(text: string, ...values: unknown[]): Promise<Rows>;
  /** The number of rows that a statement changed. */
  $executeRaw(strings: TemplateStringsArray, ...values: unknown[]): Promise<number>;
}

/** One statement on a connection of some pool. */
export type RunQuery = (query: pg.QueryConfig) => Promise<pg.QueryResult>;

/**
 * Prisma's `$queryRaw` and `$executeRaw` without Prisma in between, for the hot paths: Prisma's engine takes more CPU time for
 * a statement than the driver, Express and the validation of its request together.
 *
 * Unlike Prisma's: fragments of `Prisma.sql` can't be nested into a template, `bigint` columns come as text, and errors are
 * those of `pg`.
 * @param nameOf names statements, so that Postgres plans each only once per connection
 */
export function createSqlRunner(run: RunQuery, nameOf: (statement: { sql: string }) => string): SqlRunner {
  // A template in the code is the same object on every call: its text is put together only once.
  const statements = new WeakMap<TemplateStringsArray, { name: string; text: string }>();

  function statementOf(strings: TemplateStringsArray): { name: string; text: string } {
    const known = statements.get(strings);
    if (known) return known;
    const text = strings.reduce((before, after, index) => `${before}$${index}${after}`);
    const statement = { name: nameOf({ sql: text }), text };
    statements.set(strings, statement);
    return statement;
  }

  return {
    $queryRaw: async <Rows>(strings: TemplateStringsArray, ...values: unknown[]) => {
      const { rows } = await run({ ...statementOf(strings), values });
      return rows as Rows;
    },
    $queryRawUnsafe: async <Rows>(text: string, ...values: unknown[]) => {
      const { rows } = await run({ name: nameOf({ sql: text }), text, values });
      return rows as Rows;
    },
    $executeRaw: async (strings, ...values) => (await run({ ...statementOf(strings), values })).rowCount ?? 0,
  };
}
