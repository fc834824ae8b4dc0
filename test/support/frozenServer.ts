import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/**
 * Stops the processes of a bundled Postgres in their tracks (SIGSTOP), the one that listens first, so that none is added: connections stay,
 * new ones are taken by the kernel, and nobody answers.
 * @param dataDir the folder that holds `postgres/`
 * @returns lets them go on
 */
export async function freezeServer(dataDir: string): Promise<() => void> {
  const [pid = ''] = (await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n');
  const postmaster = Number(pid);
  process.kill(postmaster, 'SIGSTOP');
  const { stdout } = await promisify(execFile)('ps', ['-o', 'pid=', '--ppid', String(postmaster)]);
  const children = stdout.split('\n').filter(Boolean).map(Number);
  for (const child of children) process.kill(child, 'SIGSTOP');
  return () => {
    for (const frozen of [...children, postmaster]) {
      try {
        process.kill(frozen, 'SIGCONT');
      } catch {
        // It was killed.
      }
    }
  };
}
