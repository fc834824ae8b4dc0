import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Change } from './change.js';
import { isRecord } from './node.js';
import { readable } from './findings.js';

/** A difference that somebody has looked at and found to be all right, at some of the places where it is met. */
export interface Accepted {
  /** The release since which it is different; a difference to an older one is the same. */
  release: string;
  /** As the report writes it. */
  finding: string;
  in: string[];
  reason: string;
}

const FOLDER = 'openapi/accepted';

/**
 * What was accepted: `openapi/accepted/<release>.yaml`, a file for each release that something is different to.
 * @throws Error if a file is not a list of entries with finding, places and reason
 */
export async function readAccepted(repository: string): Promise<Accepted[]> {
  const folder = join(repository, FOLDER);
  const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.yaml')).sort();
  const lists = files.map(async (file) => {
    const entries = parse(await readFile(join(folder, file), 'utf8')) as unknown;
    if (!Array.isArray(entries) || !entries.every(isEntry))
      throw new Error(`${FOLDER}/${file} has to be a list of entries with finding, in (a list of places) and reason.`);
    return entries.map((entry) => ({ ...entry, release: file.replace(/\.yaml$/, '') }));
  });
  return (await Promise.all(lists)).flat();
}

function isEntry(value: unknown): value is Omit<Accepted, 'release'> {
  return (
    isRecord(value) &&
    typeof value.finding === 'string' &&
    typeof value.reason === 'string' &&
    Array.isArray(value.in) &&
    value.in.every((place) => typeof place === 'string')
  );
}

/**
 * The changes, of which those that would be refused and were accepted are `accepted`.
 * @param release the release that was compared with, if it is one: what was accepted since it and is not found is a change of its own,
 *   `obsolete`, as it would let the next change of the same words pass
 */
export function withAccepted(
  changes: readonly Change[],
  accepted: readonly Accepted[],
  release: string | undefined,
): Change[] {
  const found = new Set<string>();
  const judged = changes.map((change): Change => {
    const entry = accepted.find((candidate) => accepts(candidate, change));
    if (!entry) return change;
    found.add(keyOf(entry, change.place));
    return { ...change, severity: 'accepted', reason: entry.reason };
  });
  const obsolete = accepted
    .filter((entry) => entry.release === release)
    .flatMap((entry) => entry.in.filter((place) => !found.has(keyOf(entry, place))).map((place) => ({ entry, place })))
    .map(({ entry, place }): Change => {
      const message = `accepts what is not found: ${entry.finding}`;
      return { severity: 'obsolete', home: `accepted/${entry.release}.yaml`, message, place };
    });
  return [...judged, ...obsolete];
}

function accepts(entry: Accepted, { severity, home, message, place }: Change): boolean {
  const refusable = severity === 'breaking' || severity === 'risky';
  return refusable && entry.finding === `${readable(home)}: ${message}` && entry.in.includes(place);
}

function keyOf({ release, finding }: Accepted, place: string): string {
  return JSON.stringify([release, finding, place]);
}
