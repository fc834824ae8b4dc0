import type pg from 'pg';
import { PATIENT_ANSWER_MILLIS, statementMillis } from './deadlines.js';
import type { WatchedPool } from './pool.js';

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

/** Runs statements in one transaction: committed when `run` resolves, rolled back when it rejects, with whose error it rejects then. */
export type Transact = <T>(run: (sql: SqlRunner) => Promise<T>) => Promise<T>;

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

/**
 * A runner on the same pool for statements that may take minutes. Each takes two short ones more, which change the deadline of its
 * connection and put it back.
 */
export function createPatientRunner(pool: WatchedPool, nameOf: (statement: { sql: string }) => string): SqlRunner {
  return {
    query: <Row extends object>(text: string, values?: readonly unknown[]) =>
      pool.lendPatiently(async (client) => {
        await client.query(`SET statement_timeout = ${statementMillis(PATIENT_ANSWER_MILLIS)}`);
        const deadline = { query_timeout: PATIENT_ANSWER_MILLIS }; // which the types of `pg` do not know
        const prepared = values && { name: nameOf({ sql: text }), values: [...values] };
        const result = await client.query<Row>({ text, ...prepared, ...deadline });
        await client.query('RESET statement_timeout'); // to what the connection began with
        return result;
      }),
  };
}

/** A transaction whose process has gone, or hangs, holds its locks no longer than this. */
const BEGIN = "BEGIN; SET LOCAL idle_in_transaction_session_timeout = '10s'";

/** Transactions, each on a connection of the pool that it has for itself. */
export function createTransactor(pool: pg.Pool, nameOf: (statement: { sql: string }) => string): Transact {
  return async (run) => {
    const client = await pool.connect();
    const onError = () => undefined; // the statement that runs then, or the next one, fails
    client.on('error', onError);
    let broken = false;
    try {
      await client.query(BEGIN);
      const result = await run({
        query: <Row extends object>(text: string, values: readonly unknown[] = []) =>
          client.query<Row>({ name: nameOf({ sql: text }), text, values: [...values] }),
      });
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => (broken = true));
      throw error;
    } finally {
      client.off('error', onError);
      client.release(broken);
    }
  };
}
