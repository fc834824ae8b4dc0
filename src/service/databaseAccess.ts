import { resolve } from 'node:path';
import type { Config } from '../config.js';
import { openDatabase, type Database } from '../database/client.js';
import { openBundledDatabase } from '../database/bundled/bundledDatabase.js';
import { migrate } from '../database/migrate.js';

export interface DatabaseAccess {
  url: string;
  /** Whether it is the one that came with Waypost. */
  bundled: boolean;
  /** The migrations that were applied just now. */
  migrated: string[];
  /** Lets go of the database; a bundled one that was started for this is stopped. */
  release(): Promise<void>;
}

/**
 * Gives access to the database of the settings, migrated: the one of DATABASE_URL, or the bundled Postgres in DATA_DIR.
 * @param owner true for the service, of which only one may run on a data folder; false for a command beside it.
 */
export async function accessDatabase(
  config: Config,
  { owner, onProgress }: { owner: boolean; onProgress?: (message: string) => void },
): Promise<DatabaseAccess> {
  if (config.databaseUrl) {
    const migrated = await migrate(config.databaseUrl);
    return { url: config.databaseUrl, bundled: false, migrated, release: () => Promise.resolve() };
  }
  const bundled = await openBundledDatabase(resolve(config.dataDir), { owner, ...(onProgress && { onProgress }) });
  try {
    const migrated = await migrate(bundled.url);
    return { url: bundled.url, bundled: true, migrated, release: bundled.stop };
  } catch (error) {
    await bundled.stop();
    throw error;
  }
}

/** Runs a command on the database of the settings and lets go of it afterwards. */
export async function withDatabase<T>(config: Config, run: (database: Database) => Promise<T>): Promise<T> {
  const access = await accessDatabase(config, { owner: false });
  const database = openDatabase(access.url, { poolSize: 2, onError: () => undefined });
  try {
    return await run(database);
  } finally {
    await database.close();
    await access.release();
  }
}
