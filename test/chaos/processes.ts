/** The processes of a chaos run: started, killed without warning, and started again, as a supervisor of services would. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** Something that can be killed at any time and brought back. */
export interface Victim {
  name: string;
  /** Ends it at once, in the middle of whatever it does. */
  kill(): Promise<void>;
  /** Resolves when it serves again. */
  start(): Promise<void>;
}

/** A process that ended although nobody killed it. */
export interface UnexpectedEnd {
  name: string;
  at: number;
  /** False if it never came to the point where it listens: a service that does not find its database, for example. */
  hadStarted: boolean;
  exitCode: number | null;
}

/** Sees to it that nothing of the run outlives it. */
export interface Janitor {
  started(pid: number): void;
  ended(pid: number): void;
  /** Leaves the run's folder, with logs and records, for somebody to look at. */
  keepFolder(): void;
  /** Whether the run is over: nothing is to be started any more. */
  isCleaningUp(): boolean;
  /** Everything is killed, and the folder is gone unless it is kept. */
  cleanUp(): Promise<void>;
}

/** What all processes of a run share. */
export interface ProcessCommons {
  janitor: Janitor;
  onUnexpectedEnd(end: UnexpectedEnd): void;
}

interface ProcessOptions extends ProcessCommons {
  name: string;
  /** The arguments of Node. */
  args: string[];
  env: Record<string, string>;
  /** Where it listens: it has started once it accepts a connection there. */
  port: number;
  /** Takes both of its output streams. */
  logFile: string;
}

const START_MILLIS = 60_000;
const POLL_MILLIS = 25;
/** As supervisors do, not at once. */
const RESTART_MILLIS = 500;

/** Starts the janitor of a folder. */
export function startJanitor(folder: string): Janitor {
  const script = fileURLToPath(new URL('janitor.ts', import.meta.url));
  // In a group of its own: a Ctrl-C is for the run, and the janitor comes after it.
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder], {
    stdio: ['pipe', 'ignore', 'inherit'],
    detached: true,
  });
  const exited = once(child, 'exit');
  child.stdin.on('error', () => undefined); // it has ended before us: `cleanUp` tells
  let cleaningUp = false;
  return {
    started: (pid) => void child.stdin.write(`started ${pid}\n`),
    ended: (pid) => void child.stdin.write(`ended ${pid}\n`),
    keepFolder: () => void child.stdin.write('keep\n'),
    isCleaningUp: () => cleaningUp,
    cleanUp: async () => {
      cleaningUp = true;
      child.stdin.end();
      await exited;
      if (child.exitCode !== 0) throw new Error(`Cleaning up failed: look for what is left in ${folder}.`);
    },
  };
}

/** A program of ours that listens on a port. It is not started yet. */
export function createProcess(options: ProcessOptions): Victim {
  const { name, args, env, port, logFile, janitor, onUnexpectedEnd } = options;
  let child: ChildProcess | null = null;
  /** Whether it is meant to run: then it is started again when it ends. */
  let wanted = false;
  let hasStarted = false;

  function run(): void {
    if (janitor.isCleaningUp()) return;
    const log = openSync(logFile, 'a');
    const started = spawn(process.execPath, args, {
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
      stdio: ['ignore', log, log],
      detached: true,
    });
    closeSync(log);
    child = started;
    hasStarted = false;
    const { pid } = started;
    if (pid !== undefined) janitor.started(pid);
    started.once('exit', (exitCode) => {
      if (pid !== undefined) janitor.ended(pid);
      if (!wanted || child !== started || janitor.isCleaningUp()) return;
      onUnexpectedEnd({ name, at: Date.now(), hadStarted: hasStarted, exitCode });
      setTimeout(() => {
        if (wanted && child === started) run();
      }, RESTART_MILLIS);
    });
  }

  return {
    name,
    kill: async () => {
      wanted = false;
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
    start: async () => {
      wanted = true;
      run();
      const deadline = performance.now() + START_MILLIS;
      while (!(await accepts(port))) {
        if (performance.now() > deadline)
          throw new Error(`${name} did not start within a minute; its log is ${logFile}.`);
        await delay(POLL_MILLIS);
      }
      hasStarted = true;
    },
  };
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
