import { PrismaPg } from '@prisma/adapter-pg';
import { type Prisma, PrismaClient } from '../../generated/prisma/client.js';
import { createPoolCloser } from './closing.js';
import { openPool, type PoolOptions } from './pool.js';
import { schemaOf } from './schema.js';
import { createPatientRunner, createSqlRunner, createTransactor, type SqlRunner, type Transact } from './sqlRunner.js';

/** Prisma, or a transaction of it: what every query function takes first. */
export type Db = PrismaClient | Prisma.TransactionClient;

export interface Database {
  /** For the registry: webhooks, accounts, keys, secrets. */
  prisma: PrismaClient;
  /** For the queue, the log and publishing. */
  sql: SqlRunner;
  /** The same for what may take minutes: housekeeping, and reading every webhook's key at the start. */
  patientSql: SqlRunner;
  /** For what has to be several statements in one transaction of these. */
  transact: Transact;
  /** The connections of them all, which share a pool. */
  connections(): { open: number; idle: number; awaited: number };
  /** Lets go of the database. Queries that still run have two seconds to end. */
  close(): Promise<void>;
  /** Lets go of it at once: queries that still run, or begin, fail as those on a database that is not available. */
  cut(): void;
}

/** Prepared statements that one connection may hold: far more than Waypost has, far fewer than varying texts would make. */
const MAX_STATEMENT_NAMES = 200;

interface DatabaseOptions extends Omit<PoolOptions, 'size'> {
  poolSize: number;
}

/**
 * Connects lazily: where the database is not there, the first query says so.
 * @param databaseUrl names the schema, too (`inSchema`)
 */
export function openDatabase(databaseUrl: string, { poolSize, onError, ...events }: DatabaseOptions): Database {
  let closing = false;
  const pool = openPool(databaseUrl, {
    ...events,
    size: poolSize,
    onError: (error) => {
      // The pool does not wait until its connections are really closed; a Postgres that stops right after it may be quicker.
      if (!closing) onError(error);
    },
  });
  const closer = createPoolCloser(pool);
  const nameOf = createStatementNamer(); // one for all: names belong to a connection, which Prisma and others use in turns
  const adapter = new PrismaPg(pool, { schema: schemaOf(databaseUrl), statementNameGenerator: nameOf });
  const prisma = new PrismaClient({ adapter });
  return {
    prisma,
    sql: createSqlRunner(pool, nameOf),
    patientSql: createPatientRunner(pool, nameOf),
    transact: createTransactor(pool, nameOf),
    connections: () => ({ open: pool.totalCount, idle: pool.idleCount, awaited: pool.waitingCount }),
    close: async () => {
      closing = true;
      await Promise.all([prisma.$disconnect(), closer.close()]); // at once: a query that hangs ends with the pool
    },
    cut: () => {
      closing = true;
      closer.cut();
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
