import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { summariseProfile } from '../support/profile.js';
import { measureInTurns, warmUp } from './measure.js';
import { startService } from './targets.js';
import type { Workload } from './workloads.js';

const LARGEST = { packages: 14, functions: 25 };

/**
 * Runs a workload against a service of its own under Node's profiler.
 * @returns the largest shares of its busy time, as text
 */
export async function profileService(databaseUrl: string, main: string, workload: Workload): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'waypost-bench-'));
  try {
    const flags = ['--cpu-prof', `--cpu-prof-dir=${folder}`, '--cpu-prof-interval=500'];
    const startedAt = performance.now();
    const service = await startService(databaseUrl, { name: 'profiled', main, flags });
    let skipMillis: number;
    try {
      await warmUp(service, workload);
      skipMillis = performance.now() - startedAt; // the start is no part of the answer
      await measureInTurns([service], workload, { rounds: 1, seconds: 8 });
    } finally {
      await service.stop(); // writes the profile
    }
    const { packages, functions } = await summariseProfile(folder, skipMillis);
    return [
      `where the time goes, ${workload.name} (self time, share of the process's busy time):`,
      ...lines(packages.slice(0, LARGEST.packages)),
      ...lines(functions.slice(0, LARGEST.functions)),
    ].join('\n');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function lines(shares: [string, number][]): string[] {
  return ['', ...shares.map(([name, share]) => `  ${(share * 100).toFixed(1).padStart(5)} %  ${name}`)];
}
