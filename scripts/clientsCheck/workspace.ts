/** The folder that a language's commands are typed in. It is kept, so that what is installed there is installed once. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, delimiter, join } from 'node:path';
import { packageFile } from '../../src/packageFile.js';
import { CommandFailed, type Place, type Shells } from './shells.js';

/** What is installed in a folder, and the files that it is installed from. */
export interface Installation {
  /** Of the folder. */
  name: string;
  /** The programs that have to be on this machine. */
  needs: readonly string[];
  files: readonly string[];
  install: readonly string[];
}

/** Something that is not this repository's to bring is not there, so that a part of the check did not run. */
export class Absent extends Error {}

const CACHE = packageFile(join('node_modules', '.cache', 'waypost-clients'));
const DONE = '.installed';

/**
 * Makes the folder, if there is none from the same commands and files, and removes those from others.
 * @returns the folder, in the environment of a person who has just typed the commands of `install`
 * @throws Absent if a program is not on this machine, or the registry can not be reached
 * @throws CommandFailed if the commands fail for another reason
 */
export async function prepareWorkspace(
  shells: Shells,
  { name, needs, files, install }: Installation,
  variables: Record<string, string>,
): Promise<Place> {
  const missing = needs.filter((program) => !isInstalled(program));
  if (missing.length > 0) throw new Absent(`there is no ${missing.join(' and no ')}`);
  // A virtual environment knows where it is: a checkout that was moved installs anew.
  const parts = [
    CACHE,
    process.version,
    ...install,
    ...(await Promise.all(files.map(async (file) => contentOf(file)))),
  ];
  const digest = createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 12);
  const folder = join(CACHE, `${name}-${digest}`);
  const place = { folder, env: environment(folder, variables) };
  if (existsSync(join(folder, DONE))) return place;
  await removeOthers(name);
  await mkdir(folder, { recursive: true });
  for (const file of files) await bring(place, file);
  try {
    await shells.run(install, place);
  } catch (error) {
    const absent = error instanceof CommandFailed ? whatIsAbsent(error.output) : null;
    throw absent === null ? error : new Absent(absent);
  }
  await writeFile(join(folder, DONE), '');
  return place;
}

/** What a failed installation says is not there; null if it failed for another reason. */
export function whatIsAbsent(output: string): string | null {
  if (/ensurepip is not available|No module named '?(?:venv|ensurepip)/.test(output)) return 'python3 has no venv';
  return UNREACHABLE.test(output) ? 'the registry can not be reached' : null;
}

/** How pip, npm, Go and Maven say that there is no way to a host. */
const UNREACHABLE =
  /Temporary failure in name resolution|Name or service not known|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|Connection refused|no such host|dial tcp|Unknown host|UnknownHostException|timed out|Network is unreachable/;

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

function isInstalled(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}
