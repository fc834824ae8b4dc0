import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Config } from '../config.js';
import { openDatabase, type Database } from '../database/client.js';
import { openBundledDatabase } from '../database/bundled/bundledDatabase.js';
import { migrate, migrationStatus } from '../database/migrate.js';
import { inSchema } from '../database/schema.js';

export interface DatabaseAccess {
  /** Connections by it run in the schema of the settings. */
  url: string;
  /** Whether it is the one that came with Waypost. */
  bundled: boolean;
  /** The migrations that were applied just now. */
  migrated: string[];
  /** Lets go of the database; a bundled one that was started for this is stopped. */
  release(): Promise<void>;
}

/**
 * Gives access to the database of the settings, migrated: the one of DATABASE_URL, or the bundled Postgres in DATA_DIR, and in it the
 * schema of DATABASE_SCHEMA.
 * @param owner true for the service, of which only one may run on a data folder; false for a command beside it.
 */
export async function accessDatabase(
  config: Config,
  { owner, onProgress }: { owner: boolean; onProgress?: (message: string) => void },
): Promise<DatabaseAccess> {
  if (config.databaseUrl) {
    const url = inSchema(config.databaseUrl, config.databaseSchema);
    return { url, bundled: false, migrated: await migrate(url), release: () => Promise.resolve() };
  }
  const bundled = await openBundledDatabase(resolve(config.dataDir), { owner, ...(onProgress && { onProgress }) });
  try {
    const url = inSchema(bundled.url, config.databaseSchema);
    return { url, bundled: true, migrated: await migrate(url), release: bundled.stop };
  } catch (error) {
    await bundled.stop();
    throw error;
  }
}

/**
 * Runs a command on the database of the settings, and lets go of it afterwards.
 * @param purpose to "write", the database is made and migrated first, as by the service; to "read", it is left as it is
 * @throws Error that says what to run first, if it is to be read and is not there or not up to date
 */
export async function withDatabase<T>(
  config: Config,
  purpose: 'read' | 'write',
  run: (database: Database) => Promise<T>,
): Promise<T> {
  const access = await (purpose === 'write' ? accessDatabase(config, { owner: false }) : accessAsItIs(config));
  const database = openDatabase(access.url, { poolSize: 2, onError: () => undefined });
  try {
    return await run(database);
  } finally {
    await database.close();
    await access.release();
  }
}

async function accessAsItIs(config: Config): Promise<Pick<DatabaseAccess, 'url' | 'release'>> {
  const dataDir = resolve(config.dataDir);
  if (!config.databaseUrl && !existsSync(join(dataDir, 'postgres'))) {
    throw new Error(`There is no database in ${dataDir} (DATA_DIR) yet. \`waypost serve\` makes one.`);
  }
  const { url: databaseUrl, release } = config.databaseUrl
    ? { url: config.databaseUrl, release: () => Promise.resolve() }
    : await openGuest(dataDir);
  try {
    const url = inSchema(databaseUrl, config.databaseSchema);
    const { pending } = await migrationStatus(url);
    if (pending.length === 0) return { url, release };
    throw new Error(`The database is not up to date (it lacks ${pending.join(', ')}). Run \`waypost migrate\` first.`);
  } catch (error) {
    await release();
    throw error;
  }
}

async function openGuest(dataDir: string): Promise<Pick<DatabaseAccess, 'url' | 'release'>> {
  const { url, stop } = await openBundledDatabase(dataDir, { owner: false });
  return { url, release: stop };
}
