/** What every part of the check needs, and how a step of it becomes a cell of the table. */
import type { Service } from './service.js';
import type { Shells } from './shells.js';
import { Absent } from './workspace.js';
import type { Cell } from './table.js';

export interface Check {
  shells: Shells;
  service: Service;
  /** Shows what is going on. */
  print(line: string): void;
}

/** Does a step and says so. What it returns is the cell's text; what it throws is shown, and the cell has its first line. */
export async function step(check: Check, name: string, work: () => Promise<string>): Promise<Cell> {
  const begun = performance.now();
  const seconds = () => `${((performance.now() - begun) / 1_000).toFixed(1)} s`;
  try {
    const text = await work();
    check.print(`${name}: ${text} (${seconds()})`);
    return { state: 'done', text };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof Absent) {
      check.print(`${name}: NOT RUN, ${message}`);
      return { state: 'absent', text: message };
    }
    check.print(`${name}: FAILED (${seconds()})\n${message.replace(/^/gm, '    ')}`);
    return { state: 'failed', text: firstLine(message) };
  }
}

const TEXT_LENGTH = 60;

function firstLine(message: string): string {
  const [line = ''] = message.split('\n');
  return line.length > TEXT_LENGTH ? `${line.slice(0, TEXT_LENGTH)}…` : line;
}
