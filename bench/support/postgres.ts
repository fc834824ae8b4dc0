import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBundledDatabase } from '../../src/database/bundled/bundledDatabase.js';
import { migrate } from '../../src/database/migrate.js';
import { DEFAULT_SCHEMA } from '../../src/config.js';
import { inSchema } from '../../src/database/schema.js';

/** The Postgres of one benchmark, with the product's tables. */
export interface BenchDatabase {
  /** Connections by it run in Waypost's schema. */
  url: string;
  /** Stops it and removes its files. */
  stop(): Promise<void>;
}

/**
 * Starts the bundled Postgres in a temporary folder, with the settings that the service itself runs it with: a commit is
 * on the disk before it is answered.
 */
export async function startBenchDatabase(): Promise<BenchDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'waypost-bench-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const bundled = await openBundledDatabase(folder, { owner: true });
    const stop = async () => {
      await bundled.stop();
      await remove();
    };
    try {
      const url = inSchema(bundled.url, DEFAULT_SCHEMA);
      await migrate(url);
      return { url, stop };
    } catch (error) {
      await stop();
      throw error;
    }
  } catch (error) {
    await remove();
    throw error;
  }
}
