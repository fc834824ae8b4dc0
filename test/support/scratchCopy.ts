import { cp, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { packageFile } from '../../src/packageFile.js';

/** What is no source, or belongs to this place. */
const LEFT_BEHIND = new Set(['node_modules', 'dist', 'coverage', 'docs-site', '.git', '.waypost']);

/** The repository's files in a folder of their own, to be changed; its dependencies are those of the original. */
export interface ScratchCopy {
  folder: string;
  remove(): Promise<void>;
}

export async function copyRepository(): Promise<ScratchCopy> {
  const folder = await mkdtemp(join(tmpdir(), 'waypost-copy-'));
  const names = (await readdir(packageFile('.'))).filter((name) => !LEFT_BEHIND.has(name));
  const isSource = (path: string) => !LEFT_BEHIND.has(basename(path));
  for (const name of names) await cp(packageFile(name), join(folder, name), { recursive: true, filter: isSource });
  await symlink(packageFile('node_modules'), join(folder, 'node_modules'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
