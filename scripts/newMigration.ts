/**
 * Writes a new migration folder: the SQL that the existing migrations lack to reach prisma/schema.prisma. Needs no database;
 * the bundled Postgres runs in a temporary folder meanwhile.
 *
 * `npm run migration:new -- <name>`; then read the SQL, and add to it what Prisma can't express.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBundledDatabase } from '../src/database/bundled/bundledDatabase.js';
import { DEFAULT_SCHEMA } from '../src/config.js';
import { inSchema } from '../src/database/schema.js';
import { packageFile } from '../src/packageFile.js';
import { diffMigrations } from './migrations/prismaMigrate.js';

const [name, ...others] = process.argv.slice(2);
if (name === undefined || others.length > 0 || !/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error('usage: npm run migration:new -- <name>, such as add_webhook_secret (a-z, 0-9, _)');
  process.exit(1);
}

const sql = await missingSql();
if (sql === '') {
  console.log('The migrations are complete: prisma/schema.prisma has nothing that they lack.');
} else {
  const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = packageFile(join('prisma', 'migrations', `${time}_${name}`));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'migration.sql'), sql);
  console.log(`${join(folder, 'migration.sql')} is written. Read it before you commit it.`);
}

async function missingSql(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'waypost-migration-'));
  try {
    const database = await openBundledDatabase(dataDir, { owner: true });
    return await diffMigrations(inSchema(database.url, DEFAULT_SCHEMA)).finally(database.stop);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}
