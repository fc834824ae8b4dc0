/** Steps that meet: one whose answer is lost on its way, and two at the same time. */
import { expect } from '@jest/globals';
import { pino } from 'pino';
import type { SqlRunner } from '../../src/database/sqlRunner.js';
import { createSettler } from '../../src/deliveries/settle.js';
import { readRows, rowsOf } from './stateRows.js';
import * as model from './stateModel.js';
import type { Answer, Model } from './stateModel.js';
import { settlementFor, takeClaim } from './stateClaims.js';
import type { Change, Real, Step } from './stateSteps.js';

const silent = pino({ level: 'silent' });

/**
 * A worker's write fails: before it was carried out, or after that, with the answer lost. Others go on meanwhile; then the settler tries
 * again. What was sent counts once; what was not sent is not written again, since the claim may be another's by now.
 */
export const loseWrite = (
  choice: number,
  answer: Answer,
  when: 'before' | 'after',
  meanwhile: (event: string) => Step[],
): Step => ({
  name: `settle ${choice}: ${answer}, failing ${when} it is written, and meanwhile ${namesOf(meanwhile(''))}`,
  can: ({ claims }) => claims.length > 0,
  act: async (before, real) => {
    const after = structuredClone(before);
    const [claimed, delivery, remove] = takeClaim(before, real, choice);
    remove(after);
    model.disableIfGone(after, claimed, answer);
    const settlement = await settlementFor(delivery, answer, real);
    const write = (): void => {
      model.settle(after, claimed, answer);
    };
    let others: Promise<unknown> = Promise.resolve();
    const db = losingFirst(real.db, when, () => {
      if (when === 'after') write();
      return (others = takeAll(meanwhile(claimed.event), after, real));
    });
    const settler = createSettler(db, {
      log: silent,
      giveUpAfterMillis: 60_000,
      retryMillis: 1,
      onSettled: () => undefined,
    });
    settler.add(settlement);
    await settler.flush();
    await others; // to the settler, whatever they throw is a failed write
    if (when === 'before' && settlement.attempt) write();
    return (m) => Object.assign(m, after);
  },
});

/** Fails at its first statement as a connection does that breaks. */
function losingFirst(db: SqlRunner, when: 'before' | 'after', meanwhile: () => Promise<unknown>): SqlRunner {
  let isBroken = false;
  return {
    query: async (text, values) => {
      if (isBroken) return db.query(text, values);
      isBroken = true;
      if (when === 'after') await db.query(text, values);
      await meanwhile();
      throw Object.assign(new Error('Connection terminated unexpectedly'), { code: 'ECONNRESET' });
    },
  };
}

/** Takes those of the steps that mean anything, one after the other. */
async function takeAll(steps: Step[], after: Model, real: Real): Promise<Change[]> {
  const changes: Change[] = [];
  for (const step of steps) {
    if (!step.can(after)) continue;
    const change = await step.act(after, real);
    change(after);
    changes.push(change);
  }
  return changes;
}

/**
 * Takes some steps in a transaction, and another step before that is committed. It passes over what it finds locked, or waits; then
 * both must have come out as if one had come after the other.
 */
export const overlap = (first: (event: string) => Step[], choice: number, second: (event: string) => Step): Step => ({
  name: `at once, of ${choice}: ${namesOf(first(''))} | ${second('').name}`,
  can: ({ deliveries }) => deliveries.size > 0,
  act: async (before, real) => {
    const { pool } = real.service;
    const event = [...before.deliveries.keys()][choice % before.deliveries.size] ?? '';
    const [transaction, other] = [await pool.connect(), await pool.connect()];
    const inTransaction: Change[] = [];
    let meanwhile: Promise<Change> = Promise.resolve(() => undefined);
    try {
      await transaction.query('BEGIN');
      inTransaction.push(...(await takeAll(first(event), structuredClone(before), { ...real, db: transaction })));
      const step = second(event);
      if (step.can(before)) {
        const { rows } = await other.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
        meanwhile = step.act(before, { ...real, db: other });
        const hasToWait = await waits(pool, rows[0]?.pid ?? 0, meanwhile);
        if (step.neverWaits) expect([step.name, hasToWait]).toEqual([step.name, false]);
      }
    } finally {
      await transaction.query('COMMIT');
      await meanwhile.finally(() => {
        transaction.release();
        other.release();
      });
    }
    return fittingOrder(
      before,
      [
        [...inTransaction, await meanwhile],
        [await meanwhile, ...inTransaction],
      ],
      real,
    );
  },
});

/** The order of changes that reality came out as; the first if none fits, which the comparison then shows. */
async function fittingOrder(before: Model, orders: [Change[], Change[]], real: Real): Promise<Change> {
  const actual = JSON.stringify(await readRows(real));
  const fitting = orders.find((order) => JSON.stringify(outcome(before, inOrder(order))) === actual);
  return inOrder(fitting ?? orders[0]);
}

const namesOf = (steps: Step[]): string => steps.map(({ name }) => name).join(', ');

function inOrder(changes: Change[]): Change {
  return (m) => {
    for (const change of changes) change(m);
  };
}

/** What the model would be; null if it can't have been in this order. */
function outcome(before: Model, order: Change): unknown {
  const after = structuredClone(before);
  try {
    order(after);
  } catch {
    return null;
  }
  return rowsOf(after);
}

/** Resolves once a statement of the process waits for a lock: true; or once it is over: false. */
async function waits(db: SqlRunner, pid: number, over: Promise<unknown>): Promise<boolean> {
  const isOver = over.then(
    () => true,
    () => true,
  );
  for (;;) {
    const { rows } = await db.query<{ waits: boolean }>('SELECT cardinality(pg_blocking_pids($1)) > 0 AS waits', [pid]);
    if (rows[0]?.waits) return true;
    if (await Promise.race([isOver, Promise.resolve(false)])) return false;
  }
}
