import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { type Prisma, PrismaClient } from '../../generated/prisma/client.js';
import { createPoolCloser } from './closing.js';
import { createSqlRunner, createTransactor, type SqlRunner, type Transact } from './sqlRunner.js';

/** Prisma, or a transaction of it: what every query function takes first. */
export type Db = PrismaClient | Prisma.TransactionClient;

export interface Database {
  /** For the registry: webhooks, accounts, keys, secrets. */
  prisma: PrismaClient;
  /** For the queue, the log and publishing. */
  sql: SqlRunner;
  /** For what has to be several statements in one transaction of these. */
  transact: Transact;
  /** The connections of both, which share a pool. */
  connections(): { open: number; idle: number; awaited: number };
  /** Lets go of the database. Queries that still run have two seconds to end. */
  close(): Promise<void>;
}

/**
 * Every statement is written for an index. The planner, which goes by the sizes that the tables had when they were last analysed,
 * would rather read a young or just emptied table from end to end, keeps such a plan while the table grows, and takes minutes
 * for a batch of thousands. Nor is any statement worth compiling.
 */
export const PLANNER_SETTINGS = 'SET enable_seqscan = off; SET jit = off';

/** Prepared statements that one connection may hold: far more than Waypost has, far fewer than varying texts would make. */
const MAX_STATEMENT_NAMES = 200;

/**
 * Connects lazily: this never fails, the first query does.
 * @param onError hears of connections that break while idle; without it, such an error would end the process.
 */
export function openDatabase(
  connectionString: string,
  { poolSize, onError }: { poolSize: number; onError: (error: Error) => void },
): Database {
  const pool = new pg.Pool({
    connectionString,
    max: poolSize,
    connectionTimeoutMillis: 5_000,
    application_name: 'waypost',
    keepAlive: true,
    // eslint-disable-next-line @typescript-eslint/no-misused-promises -- the pool does wait for it, its types do not say so
    onConnect: (client) => client.query(PLANNER_SETTINGS).then(() => undefined),
  });
  const closePool = createPoolCloser(pool);
  let closing = false;
  pool.on('error', (error) => {
    Reflect.deleteProperty(error, 'client'); // the pool adds it: pages of a log, and the key that cancels its queries
    // The pool does not wait until its connections are really closed; a Postgres that stops right after it may be quicker.
    if (!closing) onError(error);
  });
  const nameOf = createStatementNamer(); // one for all: names belong to a connection, which Prisma and others use in turns
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool, { statementNameGenerator: nameOf }) });
  return {
    prisma,
    sql: createSqlRunner(pool, nameOf),
    transact: createTransactor(pool, nameOf),
    connections: () => ({ open: pool.totalCount, idle: pool.idleCount, awaited: pool.waitingCount }),
    close: async () => {
      closing = true;
      await Promise.all([prisma.$disconnect(), closePool()]); // at once: a query that hangs ends with the pool
    },
  };
}

/** Prisma writes a list as one parameter for each of its values. */
const HAS_LIST = / IN \(\$/;

/**
 * Names statements so that Postgres plans each only once per connection. A text that varies is given none: that of a list, which has
 * another length each time, and whatever comes after the first few hundred texts.
 */
function createStatementNamer(): (query: { sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql: text }) => {
    const known = names.get(text);
    if (known !== undefined) return known;
    if (names.size >= MAX_STATEMENT_NAMES || HAS_LIST.test(text)) return ''; // pg sends a query without a name as an unnamed statement
    const name = `w${names.size}`;
    names.set(text, name);
    return name;
  };
}
