import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = findPackageRoot(dirname(fileURLToPath(import.meta.url)));

/** The absolute path of a file of this package, whether the code runs from src/, from dist/ or from node_modules/. */
export function packageFile(path: string): string {
  return join(root, path);
}

function findPackageRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('package.json was not found above the code: the installation is incomplete.');
  return findPackageRoot(parent);
}
