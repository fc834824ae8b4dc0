import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where a process spent its time, by a `.cpuprofile` of `node --cpu-prof`. */
export interface ProfileSummary {
  /** Share of busy time by package (`node:` for Node's own modules, `waypost` for the product's code), largest first. */
  packages: [name: string, share: number][];
  /** The same by function. */
  functions: [name: string, share: number][];
}

interface ProfileNode {
  id: number;
  callFrame: { functionName: string; url: string; lineNumber: number };
}

interface Profile {
  nodes: ProfileNode[];
  samples: number[];
  timeDeltas: number[];
}

/**
 * Summarises the one profile in a folder: self time, without the time in which the process was idle.
 * @param skipMillis leaves out the start of the process
 * @throws Error if the folder has no profile
 */
export async function summariseProfile(folder: string, skipMillis = 0): Promise<ProfileSummary> {
  const [file] = (await readdir(folder)).filter((name) => name.endsWith('.cpuprofile'));
  if (!file) throw new Error(`There is no profile in ${folder}.`);
  const profile = JSON.parse(await readFile(join(folder, file), 'utf8')) as Profile;
  const nodes = new Map(profile.nodes.map((node) => [node.id, node.callFrame]));
  const packages = new Map<string, number>();
  const functions = new Map<string, number>();
  let elapsed = 0;
  let busy = 0;
  profile.samples.forEach((id, index) => {
    const micros = profile.timeDeltas[index] ?? 0;
    elapsed += micros;
    const frame = nodes.get(id);
    if (!frame || elapsed < skipMillis * 1_000 || frame.functionName === '(idle)') return;
    busy += micros;
    const owner = packageOf(frame.url) || frame.functionName;
    add(packages, owner, micros);
    add(functions, `${owner} ${frame.functionName || '(anonymous)'} ${place(frame)}`, micros);
  });
  return { packages: shares(packages, busy), functions: shares(functions, busy) };
}

function add(sums: Map<string, number>, name: string, value: number): void {
  sums.set(name, (sums.get(name) ?? 0) + value);
}

function shares(sums: Map<string, number>, total: number): [string, number][] {
  return [...sums].map(([name, value]): [string, number] => [name, value / total]).sort((a, b) => b[1] - a[1]);
}

/** `@prisma/client` of `file:///…/node_modules/@prisma/client/runtime/client.js`. */
function packageOf(url: string): string {
  if (url.startsWith('node:')) return 'node';
  if (url.startsWith('wasm:')) return 'webassembly';
  const installed = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  return installed ?? (url.startsWith('file:') ? 'waypost' : url);
}

function place({ url, lineNumber }: ProfileNode['callFrame']): string {
  return url === '' ? '' : `${url.split('/').slice(-2).join('/')}:${lineNumber + 1}`;
}
