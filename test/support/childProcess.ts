/** `waypost` and the examples as a person starts them: real processes, with an environment of their own. */
import { afterAll, beforeAll, jest } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { packageFile } from '../../src/packageFile.js';
import { buildProgram } from './program.js';

// For whoever imports this file: a test that starts processes takes its time on a busy machine.
jest.setTimeout(120_000);
beforeAll(buildProgram);
afterAll(() => {
  for (const child of children) child.kill('SIGKILL'); // what a failed test has left behind
});

const children: ChildProcess[] = [];

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface RunningProgram {
  /** What it has written to standard output so far. */
  output(): string;
  /** Resolves with its standard output as soon as that matches. @throws Error if it ends before */
  waitForOutput(pattern: RegExp): Promise<string>;
  /** Presses Ctrl-C, and resolves when it has ended. */
  interrupt(): Promise<Ended>;
  ended: Promise<Ended>;
}

/** Starts `waypost` with arguments. */
export function startWaypost(args: readonly string[], env: Record<string, string> = {}): RunningProgram {
  return startProgram(['dist/src/main.js', ...args], env);
}

/** Runs `waypost` with arguments until it ends. */
export async function waypost(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  return startWaypost(args, env).ended;
}

/** Starts a program of examples/ in TypeScript or JavaScript. */
export function startExample(file: string, env: Record<string, string>): RunningProgram {
  return startProgram(['--import', 'tsx', `examples/${file}`], env);
}

/** Starts Node in a folder. */
export function startProgram(
  args: readonly string[],
  env: Record<string, string>,
  cwd = packageFile('.'),
): RunningProgram {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let stdout = '';
  let stderr = '';
  const listeners = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    for (const listener of listeners) listener();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = once(child, 'close').then((): Ended => ({ code: child.exitCode, stdout, stderr }));

  async function waitForOutput(pattern: RegExp): Promise<string> {
    const matched = new Promise<string>((resolve) => {
      const check = () => {
        if (!pattern.test(stdout)) return;
        listeners.delete(check);
        resolve(stdout);
      };
      listeners.add(check);
      check();
    });
    const endedBefore = ended.then(() => {
      if (pattern.test(stdout)) return stdout;
      throw new Error(`It ended before it wrote ${String(pattern)}:\n${stdout}${stderr}`);
    });
    return Promise.race([matched, endedBefore]);
  }

  return {
    output: () => stdout,
    waitForOutput,
    interrupt: () => {
      child.kill('SIGINT');
      return ended;
    },
    ended,
  };
}
