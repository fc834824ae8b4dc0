import { loadConfig } from '../../config.js';
import type { SqlRunner } from '../../database/sqlRunner.js';
import type { Fault } from '../../errors.js';
import { withDatabase } from '../../service/databaseAccess.js';
import { dropRefused, listRefused, retryRefused, type RefusedRow } from '../../sources/refusedRows.js';
import { createPaint, prettyJson, table } from '../../terminal.js';
import type { CommandContext } from '../context.js';
import { UsageError } from '../failures.js';
import type { ChoiceOptions, ListOptions } from '../outbox.js';

/** `waypost outbox list` */
export async function printRefused({ limit, json }: ListOptions, { env, print, colours }: CommandContext) {
  const { refused, waiting } = await withDatabase(loadConfig(env), 'read', ({ sql }) => listRefused(sql, limit));
  if (json) {
    print(prettyJson(refused.map(toJson)));
    return;
  }
  if (refused.length === 0) print('no row was refused');
  else {
    const rows = refused.map(({ id, createdAt, refusedAt, attempts, faults }) => [
      id,
      createdAt.toISOString(),
      refusedAt.toISOString(),
      String(attempts),
      inBrief(faults),
    ]);
    print(table(['ROW', 'INSERTED', 'REFUSED', 'TIMES', 'FAULTS'], rows, createPaint(colours)));
  }
  if (waiting > 0) print(`${countOf(waiting)} to be taken by a worker`);
}

/** `waypost outbox retry [rows...]` */
export async function retry(ids: string[], options: ChoiceOptions, context: CommandContext): Promise<void> {
  const retried = await choose(ids, options, context, retryRefused);
  if (options.json) context.print(prettyJson({ retried: retried.map(Number) }));
  else context.print(`${countOf(retried.length)} to be taken again`);
}

/** `waypost outbox drop [rows...]` */
export async function drop(ids: string[], options: ChoiceOptions, context: CommandContext): Promise<void> {
  const dropped = await choose(ids, options, context, dropRefused);
  if (options.json) context.print(prettyJson({ dropped: dropped.map(Number) }));
  else context.print(`${dropped.length === 1 ? '1 row was' : `${dropped.length} rows were`} dropped`);
}

/**
 * Does something to the rows that are named, or to all.
 * @returns the ids of the rows that it was done to
 * @throws UsageError if none is named, or one of them is not among the refused; the others were done then
 */
async function choose(
  ids: string[],
  { all }: ChoiceOptions,
  { env }: CommandContext,
  act: (db: SqlRunner, ids: readonly string[] | null) => Promise<string[]>,
): Promise<string[]> {
  if (all ? ids.length > 0 : ids.length === 0) throw new UsageError('name the rows, or all of them by --all');
  const done = await withDatabase(loadConfig(env), 'write', ({ sql }) => act(sql, all ? null : ids));
  const others = ids.filter((id) => !done.some((each) => BigInt(each) === BigInt(id)));
  if (others.length === 0) return done;
  throw new UsageError(`no row of these was refused: ${others.join(', ')}. \`waypost outbox list\` shows the ids.`);
}

function countOf(rows: number): string {
  return rows === 1 ? '1 row waits' : `${rows} rows wait`;
}

function inBrief([first, ...others]: Fault[]): string {
  if (!first) return '';
  return `${first.path} ${first.message}${others.length > 0 ? ` (and ${others.length} more)` : ''}`;
}

function toJson({ id, createdAt, refusedAt, attempts, faults, events }: RefusedRow) {
  return {
    id: Number(id),
    created_at: createdAt,
    refused_at: refusedAt,
    attempts,
    faults,
    events: JSON.parse(events) as unknown,
  };
}
