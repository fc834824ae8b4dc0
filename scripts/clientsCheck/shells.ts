/** Commands as a person types them into a shell. All that were started can be ended at once, with whatever they started themselves. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

export interface Place {
  /** The folder that they are typed in. */
  folder: string;
  env: NodeJS.ProcessEnv;
}

/** A program that goes on until it is ended. */
export interface Running {
  /** What it has written so far, to both of its outputs. */
  output(): string;
  hasEnded(): boolean;
  end(): Promise<void>;
}

export interface Shells {
  /**
   * Types commands into one shell, and returns what they wrote.
   * @throws CommandFailed if one of them fails, and the rest is not run; or if they take longer than `DEADLINE_MILLIS`
   */
  run(commands: readonly string[], place: Place): Promise<string>;
  start(command: string, place: Place): Running;
  /** Ends what still runs. Nothing can be started afterwards. */
  close(): Promise<void>;
}

export class CommandFailed extends Error {
  constructor(
    readonly commands: readonly string[],
    readonly output: string,
  ) {
    super(`${commands.join(' && ')}\n${lastLines(output)}`);
  }
}

const DEADLINE_MILLIS = 600_000;
const LINES_SHOWN = 30;

export function openShells(): Shells {
  const children = new Set<ChildProcess>();
  let closed = false;

  function spawnShell(script: string, { folder, env }: Place): { child: ChildProcess; output: () => string } {
    if (closed) throw new Error('The check was interrupted.');
    // A group of its own, so that what the commands start ends with them.
    const child = spawn('bash', ['-c', script], {
      cwd: folder,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.add(child);
    child.once('exit', () => children.delete(child));
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    return { child, output: () => output };
  }

  return {
    run: async (commands, place) => {
      const { child, output } = spawnShell(['set -euo pipefail', ...commands].join('\n'), place);
      const timer = setTimeout(() => void endGroup(child), DEADLINE_MILLIS);
      const [exitCode] = (await once(child, 'close')) as [number | null];
      clearTimeout(timer);
      if (exitCode !== 0) throw new CommandFailed(commands, output());
      return output();
    },
    start: (command, place) => {
      const { child, output } = spawnShell(`exec ${command}`, place);
      return { output, hasEnded: () => hasEnded(child), end: () => endGroup(child) };
    },
    close: async () => {
      closed = true;
      await Promise.all([...children].map(endGroup));
    },
  };
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

async function endGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || hasEnded(child)) return;
  const exited = once(child, 'exit');
  try {
    process.kill(-child.pid, 'SIGTERM');
  } catch {
    return; // it ended in between
  }
  const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await exited;
  clearTimeout(timer);
}

function lastLines(text: string): string {
  return text.trimEnd().split('\n').slice(-LINES_SHOWN).join('\n');
}
