import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { Prisma, PrismaClient } from '../../generated/prisma/client.js';
import { shareConnections } from './sharedConnections.js';
import { createSqlRunner, type SqlRunner } from './sqlRunner.js';

/** Prisma, or a transaction of it: what every query function takes first. */
export type Db = PrismaClient | Prisma.TransactionClient;

export interface Database {
  /** For everything that is not hot. */
  prisma: PrismaClient;
  /** For the hot statements of the contract's operations. */
  direct: SqlRunner;
  /** The same for short statements that only read; see `shareConnections`. */
  reads: SqlRunner;
  /** The pool below Prisma, for what is hot enough to be written by hand. */
  pool: pg.Pool;
  close(): Promise<void>;
}

/** Prepared statements that one connection may hold: far more than Waypost has, far fewer than varying texts would make. */
const MAX_STATEMENT_NAMES = 200;

/** Connections for `reads`, out of the pool's size, of which they take a quarter at the most. */
const SHARED_CONNECTIONS = 2;

/**
 * Connects lazily: this never fails, the first query does.
 * @param onError hears of connections that break while idle; without it, such an error would end the process.
 */
export function openDatabase(
  connectionString: string,
  { poolSize, onError }: { poolSize: number; onError: (error: Error) => void },
): Database {
  const shared = Math.min(SHARED_CONNECTIONS, Math.floor(poolSize / 4));
  const options = {
    connectionString,
    connectionTimeoutMillis: 5_000,
    application_name: 'waypost',
    keepAlive: true,
  };
  const pool = new pg.Pool({ ...options, max: poolSize - shared }).on('error', onError);
  const sharedPool = shared > 0 ? new pg.Pool({ ...options, max: shared, pipeline: true }).on('error', onError) : null;
  const nameOf = createStatementNamer(); // one for all: names belong to a connection, which Prisma and others use in turns
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool, { statementNameGenerator: nameOf }) });
  const direct = createSqlRunner((query) => pool.query(query), nameOf);
  return {
    prisma,
    direct,
    reads: sharedPool ? createSqlRunner(shareConnections(sharedPool), nameOf) : direct,
    pool,
    close: async () => {
      await prisma.$disconnect();
      await Promise.all([pool.end(), sharedPool?.end()]);
    },
  };
}

/** Raw SQL with parameters, to be run by `db.$queryRaw`. */
export const sql = Prisma.sql;

/**
 * Names statements so that Postgres plans each only once per connection. Texts that vary (lists of any length)
 * would grow without bound, so that only the first few hundred texts are given a name.
 */
function createStatementNamer(): (query: { sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql: text }) => {
    const known = names.get(text);
    if (known !== undefined) return known;
    if (names.size >= MAX_STATEMENT_NAMES) return ''; // pg sends a query without a name as an unnamed statement
    const name = `w${names.size}`;
    names.set(text, name);
    return name;
  };
}
