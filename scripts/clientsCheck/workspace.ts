/** The folder that a language's commands are typed in. It is kept, so that what is installed there is installed once. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, delimiter, join } from 'node:path';
import { packageFile } from '../../src/packageFile.js';
import type { Place, Shells } from './shells.js';

/** What is installed in a folder, and the files that it is installed from. */
export interface Installation {
  /** Of the folder. */
  name: string;
  files: readonly string[];
  install: readonly string[];
}

const CACHE = packageFile(join('node_modules', '.cache', 'waypost-clients'));
const DONE = '.installed';

/**
 * Makes the folder, if there is none from the same commands and files, and removes those from others.
 * @returns the folder, in the environment of a person who has just typed the commands of `install`
 * @throws CommandFailed
 */
export async function prepareWorkspace(
  shells: Shells,
  { name, files, install }: Installation,
  variables: Record<string, string>,
): Promise<Place> {
  const parts = [process.version, ...install, ...(await Promise.all(files.map(async (file) => contentOf(file))))];
  const digest = createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 12);
  const folder = join(CACHE, `${name}-${digest}`);
  const place = { folder, env: environment(folder, variables) };
  if (existsSync(join(folder, DONE))) return place;
  await removeOthers(name);
  await mkdir(folder, { recursive: true });
  for (const file of files) await bring(place, file);
  await shells.run(install, place);
  await writeFile(join(folder, DONE), '');
  return place;
}

/** Copies a file of the repository into the folder, under its own name. */
export async function bring({ folder }: Place, file: string): Promise<void> {
  await copyFile(packageFile(file), join(folder, basename(file)));
}

async function contentOf(file: string): Promise<string> {
  return readFile(packageFile(file), 'utf8');
}

async function removeOthers(name: string): Promise<void> {
  const entries = await readdir(CACHE).catch(() => []);
  const others = entries.filter((entry) => entry.replace(/-[0-9a-f]{12}$/, '') === name);
  await Promise.all(others.map((entry) => rm(join(CACHE, entry), { recursive: true, force: true })));
}

/** Without npm's own variables, which would send an `npm install` there to this repository; with the virtual environment active. */
function environment(folder: string, variables: Record<string, string>): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name));
  return {
    ...Object.fromEntries(own),
    PATH: [join(folder, '.venv', 'bin'), process.env['PATH']].join(delimiter),
    ...variables,
  };
}
