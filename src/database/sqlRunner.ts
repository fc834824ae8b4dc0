import type pg from 'pg';

/**
 * What runs single SQL statements: the door to the database for the queue, the log and publishing, which consist of what no model
 * can say (SKIP LOCKED, CTEs that write, unnest). A pool of `pg` is one, too.
 */
export interface SqlRunner {
  /**
   * Runs one statement with its values for `$1` and so on. One without values is not prepared, as Postgres demands of some.
   * @returns its rows, and how many it returned or changed. Types are those of `pg`: `bigint` comes as text, `timestamptz` as Date.
   * @throws the errors of `pg`
   */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- as with `pg`, the caller says what it selects
  query<Row extends object>(
    text: string,
    values?: readonly unknown[],
  ): Promise<{ rows: Row[]; rowCount: number | null }>;
}

/**
 * A runner on a pool. Without Prisma in between, whose engine takes more CPU time for a statement than the driver, Express and the
 * validation of its request together.
 * @param nameOf names statements, so that Postgres plans each only once per connection
 */
export function createSqlRunner(pool: pg.Pool, nameOf: (statement: { sql: string }) => string): SqlRunner {
  return {
    query: <Row extends object>(text: string, values?: readonly unknown[]) =>
      values ? pool.query<Row>({ name: nameOf({ sql: text }), text, values: [...values] }) : pool.query<Row>(text),
  };
}
