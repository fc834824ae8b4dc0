/** How Postgres carries out the statements of the product: the very ones that are sent, prepared, as auto_explain tells. */
import pg from 'pg';
import { PLANNER_SETTINGS } from '../../src/database/pool.js';
import { withSettings } from '../../src/database/schema.js';
import { createSqlRunner, type SqlRunner } from '../../src/database/sqlRunner.js';

/**
 * A prepared statement is planned anew for its values the first five times (`custom`); then Postgres may go over to one plan for all
 * values (`generic`). `auto` is what it does by itself, after ten times.
 */
export type PlanMode = 'custom' | 'generic' | 'auto';

/** What one statement did. */
export interface Work {
  /** Rows that scans returned or threw away. */
  rows: number;
  /** Pages that were looked at. */
  pages: number;
  millis: number;
  /** What scans read from end to end, or collected whole. */
  scans: string[];
  /** As EXPLAIN (ANALYZE, BUFFERS) shows it. */
  text: string;
}

export interface Explaining {
  db: SqlRunner;
  /** Runs the statements of `run` in a mode, and tells of the last time of each. */
  explain(run: (db: SqlRunner) => Promise<unknown>): Promise<Work[]>;
  close(): Promise<void>;
}

const RUNS: Record<PlanMode, number> = { custom: 1, generic: 1, auto: 10 };

/** One connection that explains each statement that it carries out. */
export function openExplaining(databaseUrl: string, mode: PlanMode): Explaining {
  const settings = {
    ...PLANNER_SETTINGS,
    session_preload_libraries: 'auto_explain',
    'auto_explain.log_min_duration': '0',
    'auto_explain.log_analyze': 'on',
    'auto_explain.log_buffers': 'on',
    'auto_explain.log_format': 'json',
    'auto_explain.log_level': 'notice',
    plan_cache_mode: mode === 'auto' ? 'auto' : `force_${mode}_plan`,
  };
  const explained: Work[] = [];
  const pool = new pg.Pool({ connectionString: withSettings(databaseUrl, settings), max: 1 });
  pool.on('connect', (client) => {
    client.on('notice', ({ message = '' }) => {
      const json = /plan:\s*(\{[\s\S]*\})\s*$/.exec(message)?.[1];
      if (json !== undefined) explained.push(workOf(JSON.parse(json) as { Plan: PlanNode }));
    });
  });
  // One name for each text, as in the service: Postgres plans a named statement.
  const names = new Map<string, string>();
  const db = createSqlRunner(pool, ({ sql: text }) => {
    names.set(text, names.get(text) ?? `w${names.size}`);
    return names.get(text) ?? '';
  });
  return {
    db,
    explain: async (run) => {
      for (let i = 1; i < RUNS[mode]; i += 1) await run(db);
      explained.length = 0;
      await run(db);
      return [...explained];
    },
    close: () => pool.end(),
  };
}

/** The parts of a plan in JSON that are asked for. */
interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Actual Total Time': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  'Shared Hit Blocks'?: number;
  'Shared Read Blocks'?: number;
  Plans?: PlanNode[];
}

function workOf({ Plan: plan }: { Plan: PlanNode }): Work {
  const scans = nodesOf(plan).filter((node) => / Scan$/.test(node['Node Type']) && node['Relation Name'] !== undefined);
  const rows = scans.reduce((sum, node) => sum + rowsOf(node), 0);
  return {
    rows,
    pages: (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0),
    millis: plan['Actual Total Time'],
    scans: scans
      .filter((node) => /^(Seq|Bitmap)/.test(node['Node Type']) && node['Actual Loops'] > 0)
      .filter((node) => !WORK_LISTS.has(node['Relation Name'] ?? ''))
      .map((node) => `${node['Node Type']} on ${node['Relation Name'] ?? ''}`),
    text: describe(plan, 0),
  };
}

/** They hold what is being worked off, and may be read whole. */
const WORK_LISTS = new Set(['webhook_changes', 'recoveries']);

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

const rowsOf = (node: PlanNode): number =>
  (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)) *
  node['Actual Loops'];

/** The nodes that did something, one a line. */
function describe(node: PlanNode, depth: number): string {
  const what = [node['Node Type'], node['Index Name'] ?? '', node['Relation Name'] ?? ''].filter((part) => part !== '');
  const line = `${'  '.repeat(depth)}${what.join(' ')}: ${rowsOf(node)} rows in ${node['Actual Loops']} loops, ${node['Actual Total Time']} ms`;
  const below = (node.Plans ?? [])
    .filter((child) => child['Actual Loops'] > 0)
    .map((child) => describe(child, depth + 1));
  return [line, ...below].join('\n');
}
