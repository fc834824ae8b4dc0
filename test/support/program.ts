/** The program as an operator runs it: compiled, in processes of their own, on a data folder that nobody else uses. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { openBundledDatabase } from '../../src/database/bundled/bundledDatabase.js';
import { packageFile } from '../../src/packageFile.js';
import { inTurn } from './database.js';

// A test that starts processes, each with a database of its own, takes its time on a busy machine.
jest.setTimeout(120_000);

/** How a process ended, and all that it wrote. */
export interface Ended {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

export interface RunningProgram {
  /** Resolves with the match as soon as the standard output has one. @throws if the process ends without it */
  waitFor(pattern: RegExp): Promise<RegExpExecArray>;
  /** Asks it to end, or ends it, and resolves when it has ended. */
  end(signal: NodeJS.Signals): Promise<Ended>;
  kill(signal: NodeJS.Signals): void;
  ended: Promise<Ended>;
}

/** A service that was started by `waypost serve`. */
export interface Serving extends RunningProgram {
  url: string;
}

export interface Workplace {
  /** The bundled database's folder. */
  dataDir: string;
  /** Starts the program; what is still running at the end of the tests is killed. */
  start(args: string[], env?: Record<string, string>): RunningProgram;
  /** Runs a command to its end. */
  run(args: string[], env?: Record<string, string>): Promise<Ended>;
  /** Runs `serve`, and waits until it listens. */
  serve(env?: Record<string, string>): Promise<Serving>;
  /** Kills what is left, also a database that a killed service left behind, and removes the folder. */
  close(): Promise<void>;
}

/** Compiles the program, unless that is done, and makes a folder to run it in. */
export async function openWorkplace(): Promise<Workplace> {
  await buildProgram();
  const dataDir = await mkdtemp(join(tmpdir(), 'waypost-program-'));
  const main = packageFile('dist/src/main.js');
  const children: ChildProcess[] = [];

  function start(args: string[], env: Record<string, string> = {}): RunningProgram {
    const child = spawn(process.execPath, [main, ...args], {
      cwd: tmpdir(),
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        PORT: '0',
        SHUTDOWN_DELAY_SECONDS: '0',
        DATA_DIR: dataDir,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    return watch(child);
  }

  return {
    dataDir,
    start,
    run: (args, env) => start(args, env).ended,
    serve: async (env) => {
      const program = start(['serve'], env);
      const [, url = ''] = await program.waitFor(/"url":"(http:[^"]+)".*"msg":"listening"/);
      return { ...program, url };
    },
    close: async () => {
      await Promise.all(children.map(kill));
      const orphan = await openBundledDatabase(dataDir, { owner: false });
      await orphan.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function watch(child: ChildProcess): RunningProgram {
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      written[name] += text;
    });
  }
  const ended = once(child, 'close').then(() => ({ exitCode: child.exitCode, ...written }));
  return {
    waitFor: (pattern) =>
      new Promise((resolve, reject) => {
        const check = () => {
          const match = pattern.exec(written.stdout);
          if (match) resolve(match);
        };
        child.stdout?.on('data', check);
        check();
        void ended.then(({ exitCode, stdout, stderr }) => {
          reject(
            new Error(`The program ended with ${String(exitCode)}, without ${String(pattern)}:\n${stdout}${stderr}`),
          );
        });
      }),
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
    kill: (signal) => child.kill(signal),
    ended,
  };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

/** `npm run build`, one at a time: does nothing when dist/ is up to date. */
export async function buildProgram(): Promise<void> {
  await inTurn(async () => {
    const child = spawn(process.execPath, [packageFile('scripts/build.js')], {
      cwd: packageFile('.'),
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const [exitCode] = (await once(child, 'exit')) as [number | null];
    if (exitCode !== 0) throw new Error('The program does not compile.');
  });
}
