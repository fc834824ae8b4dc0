import { execFileSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { writeOutEvents } from '../generate/eventsOfNotifications.js';
import type { ContractSet } from './node.js';

const FOLDER = 'openapi';

/** The contracts as they are in the working tree. */
export async function contractsNow(repository: string): Promise<ContractSet> {
  const folder = join(repository, FOLDER);
  const files = (await readdir(folder)).filter(isContract).sort();
  return contractsOf(
    await Promise.all(files.map(async (file) => [file, await readFile(join(folder, file), 'utf8')] as const)),
  );
}

/**
 * The contracts as they were at a commit; none if there was no such folder yet.
 * @throws Error if git does not know the commit.
 */
export function contractsAt(repository: string, ref: string): ContractSet {
  const commit = commitOf(repository, ref);
  const files = git(repository, 'ls-tree', '--name-only', `${commit}:./`, `${FOLDER}/`).split('\n').filter(isContract);
  return contractsOf(
    files.map((path) => [path.slice(FOLDER.length + 1), git(repository, 'show', `${commit}:./${path}`)] as const),
  );
}

/** The release that a commit is, by its tag: `0.2.0` for `v0.2.0`; undefined where it is none. */
export function releaseAt(repository: string, ref: string): string | undefined {
  const tags = git(repository, 'tag', '--points-at', commitOf(repository, ref)).split('\n');
  return tags.flatMap((tag) => /^v(\d.*)$/.exec(tag)?.[1] ?? [])[0];
}

/** The contracts of one version, by the texts of their files. */
function contractsOf(texts: readonly (readonly [file: string, yaml: string])[]): ContractSet {
  const contracts = new Map(texts.map(([file, yaml]) => [file, parse(yaml, { merge: true }) as unknown]));
  const notifications = contracts.get('webhooks.yaml');
  return new Map([...contracts].map(([file, contract]) => [file, writeOutEvents(contract, notifications)]));
}

function commitOf(repository: string, ref: string): string {
  try {
    return git(repository, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`).trim();
  } catch (cause) {
    throw new Error(`git knows no commit ${ref}.`, { cause });
  }
}

function isContract(file: string): boolean {
  return file.endsWith('.yaml');
}

function git(repository: string, ...args: string[]): string {
  return execFileSync('git', args, {
    cwd: repository,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
  });
}
