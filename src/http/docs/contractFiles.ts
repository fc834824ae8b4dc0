import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { packageFile } from '../../packageFile.js';

/** A contract as a file that people read. */
export interface ContractFile {
  /** `webhooks` for `openapi/webhooks.yaml`. */
  name: string;
  /** The title that the contract gives itself. */
  title: string;
  /** The absolute path of the file. */
  path: string;
}

/** The contract that a newcomer reads first. */
const FIRST = 'webhooks';

/**
 * The contracts in a folder, by default the package's `openapi/`: the Webhooks API first, the others by name.
 * @throws Error if one of them can't be read.
 */
export function contractFiles(folder = packageFile('openapi')): ContractFile[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => describe(file.replace(/\.yaml$/, ''), join(folder, file)))
    .sort((a, b) => Number(b.name === FIRST) - Number(a.name === FIRST) || a.name.localeCompare(b.name));
}

function describe(name: string, path: string): ContractFile {
  const document: unknown = parse(readFileSync(path, 'utf8'));
  return { name, title: titleOf(document) ?? name, path };
}

function titleOf(document: unknown): string | undefined {
  if (typeof document !== 'object' || document === null || !('info' in document)) return undefined;
  const { info } = document;
  if (typeof info !== 'object' || info === null || !('title' in info)) return undefined;
  return typeof info.title === 'string' ? info.title : undefined;
}
