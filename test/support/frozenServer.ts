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
  const postmaster = await postmasterOf(dataDir);
  process.kill(postmaster, 'SIGSTOP');
  const children = await childrenOf(postmaster);
  for (const child of children) process.kill(child, 'SIGSTOP');
  return () => {
    letGoOn([...children, postmaster]);
  };
}

/** Lets a server go on that whoever has frozen it does not thaw any more. */
export async function thawServer(dataDir: string): Promise<void> {
  const postmaster = await postmasterOf(dataDir);
  letGoOn([...(await childrenOf(postmaster)), postmaster]);
}

async function postmasterOf(dataDir: string): Promise<number> {
  const [pid = ''] = (await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n');
  return Number(pid);
}

async function childrenOf(postmaster: number): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'pid=', '--ppid', String(postmaster)]);
  return stdout.split('\n').filter(Boolean).map(Number);
}

function letGoOn(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGCONT');
    } catch {
      // It was killed.
    }
  }
}
