/** What became of each step, and whether all is well. */

import { table, type Paint } from '../../src/terminal.js';

/** Done, with what there is to say of it; failed, with why; not run for want of something; or not asked for. */
export type Cell =
  | { state: 'done'; text: string }
  | { state: 'failed'; text: string }
  | { state: 'absent'; text: string }
  | { state: 'none' };

export interface Row {
  title: string;
  cells: Cell[];
}

/** Failed cells and, if `strict`, those that were not run make the check fail. */
export function passes(rows: readonly Row[], { strict }: { strict: boolean }): boolean {
  const states = rows.flatMap(({ cells }) => cells.map(({ state }) => state));
  return states.length > 0 && !states.some((state) => state === 'failed' || (strict && state === 'absent'));
}

/** The rows under their headings, for a terminal. */
export function tableOf(headings: readonly string[], rows: readonly Row[], paint: Paint): string {
  return table(
    ['', ...headings],
    rows.map(({ title, cells }) => [
      title,
      ...cells.map((cell) => ({ text: textOf(cell), style: STYLES[cell.state] })),
    ]),
    paint,
  );
}

const STYLES = { done: 'green', failed: 'red', absent: 'yellow', none: 'dim' } as const;

function textOf(cell: Cell): string {
  switch (cell.state) {
    case 'done':
      return cell.text;
    case 'failed':
      return `FAILED: ${cell.text}`;
    case 'absent':
      return `NOT RUN: ${cell.text}`;
    case 'none':
      return '-';
  }
}
