import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A folder of `prisma/migrations/`. */
export interface Migration {
  /** The folder's name, `<time>_<name>`: by it, migrations have their order. */
  name: string;
  /** Its `migration.sql`. */
  script: string;
}

/**
 * The migrations of a Prisma folder, oldest first.
 * @throws Error of the file system if there is no folder of migrations, or one of them lacks its script
 */
export async function readMigrations(prismaFolder: string): Promise<Migration[]> {
  const folder = join(prismaFolder, 'migrations');
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return Promise.all(
    names.sort().map(async (name) => ({ name, script: await readFile(join(folder, name, 'migration.sql'), 'utf8') })),
  );
}

/** What Prisma notes of a script when it is applied: the SHA-256 of its text, in hexadecimal digits. */
export function checksumOf(script: string): string {
  return createHash('sha256').update(script).digest('hex');
}

/** Whether a script is the one that was applied. As in Prisma, the ends of its lines may be those of another system. */
export function hasChecksum(script: string, checksum: string): boolean {
  const unix = script.replaceAll('\r\n', '\n');
  return [script, unix, unix.replaceAll('\n', '\r\n')].some((text) => checksumOf(text) === checksum);
}
