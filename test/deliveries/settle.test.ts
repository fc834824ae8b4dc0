import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import type { AttemptResult } from '../../src/sending/attempt.js';
import { release, settlementOf, settlementWithoutAttempt } from '../../src/deliveries/outcome.js';
import type { ClaimedDelivery } from '../../src/deliveries/claim.js';
import { retryDelivery } from '../../src/deliveries/retryDelivery.js';
import type { Settlement } from '../../src/deliveries/settle.js';
import { createSettler } from '../../src/deliveries/settle.js';
import { applyWebhookChanges } from '../../src/deliveries/webhookChanges.js';
import type { SqlRunner } from '../../src/database/sqlRunner.js';
import { claimOf } from '../support/claims.js';
import { first, startDeliveryService, type DeliveryService, type Target } from '../support/delivering.js';
import { attemptsOf, queueOf, statesOf } from '../support/deliveryRows.js';
import { eventually } from '../support/eventually.js';

/** No worker runs here: its results are made by hand. */
let service: DeliveryService;
beforeAll(async () => {
  service = await startDeliveryService({}, ['api']);
});
afterAll(() => service.stop());

const claim = ({ webhook }: Target) => claimOf(service.pool, webhook.id, { limit: 1_000 });

/** Claims so many new deliveries and returns what became of them: all received. */
async function received(count: number): Promise<[Target, Settlement[]]> {
  const target = await service.createTarget();
  await target.publishMany(count);
  const nothing = { errorKind: null, errorMessage: null, responseExcerpt: '', retryAfterSeconds: null };
  const attempt: AttemptResult = { statusCode: 200, startedAt: new Date(), durationMillis: 1, ...nothing };
  return [target, (await claim(target)).map((delivery) => settlementOf(delivery, attempt, []))];
}

function settling(giveUpAfterMillis: number, db: SqlRunner = service.pool) {
  const settled: Settlement[][] = [];
  const logged: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => logged.push(line) });
  const onSettled = (batch: Settlement[]) => settled.push(batch);
  return { settled, logged, settler: createSettler(db, { log, giveUpAfterMillis, retryMillis: 10, onSettled }) };
}

/** A connection that breaks after its first statement was carried out, before the answer to it arrived. */
function losingFirstAnswer(meanwhile: () => Promise<unknown>): SqlRunner {
  let isBroken = false;
  return {
    query: async (text, values) => {
      if (isBroken) return service.pool.query(text, values === undefined ? [] : [...values]);
      isBroken = true;
      await service.pool.query(text, values === undefined ? [] : [...values]);
      await meanwhile();
      throw Object.assign(new Error('Connection terminated unexpectedly'), { code: 'ECONNRESET' });
    },
  };
}

/** As long as this lasts, no result can be written. */
async function breakLog(): Promise<() => Promise<unknown>> {
  await service.pool.query('ALTER TABLE attempts RENAME TO attempts_elsewhere');
  return () => service.pool.query('ALTER TABLE attempts_elsewhere RENAME TO attempts');
}

describe('results', () => {
  it('are written in batches a moment after the first of them, and those settled are told', async () => {
    const [target, settlements] = await received(600);
    const { settled, settler } = settling(5_000);
    for (const settlement of settlements) settler.add(settlement);
    await eventually(() => {
      expect(settled.flat()).toHaveLength(600);
    });
    expect(settled.map(({ length }) => length)).toEqual([500, 100]);
    expect(await statesOf(service.pool, target.webhook.id)).toEqual({ succeeded: 600 });
    expect(await attemptsOf(service.pool, target.webhook.id)).toHaveLength(600);
  });

  it('whose lease was lost are written to the log of attempts, and not told', async () => {
    const [target, [settlement]] = await received(1);
    const { settled, settler } = settling(5_000);
    if (settlement) settler.add({ ...settlement, attemptNumber: 7 });
    await settler.flush();
    expect(settled).toEqual([[]]);
    expect(await statesOf(service.pool, target.webhook.id)).toEqual({ pending: 1 });
    expect(await attemptsOf(service.pool, target.webhook.id)).toMatchObject([{ number: 7, status_code: 200 }]);
  });

  it('that the database does not take are tried again, in their order, until it does', async () => {
    const [target, settlements] = await received(2);
    const { settled, logged, settler } = settling(60_000);
    const mend = await breakLog();
    for (const settlement of settlements) settler.add(settlement);
    await eventually(() => {
      expect(logged.join()).toContain('could not be written yet');
    });
    expect(await statesOf(service.pool, target.webhook.id)).toEqual({ pending: 2 });
    await mend();
    await settler.flush();
    expect(settled).toEqual([settlements]);
    expect(await statesOf(service.pool, target.webhook.id)).toEqual({ succeeded: 2 });
  });

  it('are given up before their lease ends, so that the deliveries are attempted again, and what comes next is written', async () => {
    const [target, settlements] = await received(1);
    const { settled, logged, settler } = settling(0);
    const mend = await breakLog();
    for (const settlement of settlements) settler.add(settlement);
    await settler.flush();
    await mend();
    expect([settled, logged.length]).toEqual([[], 1]);
    expect(await queueOf(service.pool, target.webhook.id)).toMatchObject([{ place: 'leased', attempt_number: 1 }]);

    const [next, more] = await received(1);
    for (const settlement of more) settler.add(settlement);
    await settler.flush();
    expect(await statesOf(service.pool, next.webhook.id)).toEqual({ succeeded: 1 });
  });
});

describe('what is written, and whose answer is lost,', () => {
  const setEnabled = ({ account, webhook }: Target, enabled: boolean) =>
    account.call('updateWebhook', { id: webhook.id, body: { enabled } });
  const follow = () => applyWebhookChanges(service.pool, 3_600);

  it('counts once: an attempt that somebody asks for meanwhile is made', async () => {
    const [target, [settlement]] = await received(1);
    if (!settlement) throw new Error('Nothing was claimed.');
    const db = losingFirstAnswer(() => retryDelivery(service.pool, target.account.id, settlement.deliveryId));
    const { settler } = settling(60_000, db);
    settler.add(settlement);
    await settler.flush();
    expect(await statesOf(service.pool, target.webhook.id)).toEqual({ pending: 1 });
    expect(await queueOf(service.pool, target.webhook.id)).toMatchObject([{ place: 'ready', attempt_number: 1 }]);
    expect(await attemptsOf(service.pool, target.webhook.id)).toHaveLength(1);
  });

  it.each<[string, (target: Target) => Promise<unknown>, (delivery: ClaimedDelivery) => Settlement | null]>([
    ['given back', () => Promise.resolve(), release],
    [
      'found its webhook disabled',
      async (target) => {
        await setEnabled(target, true);
        await follow();
      },
      settlementWithoutAttempt,
    ],
  ])('is left alone if it was a claim that was %s: another worker may have it by now', async (_, meanwhile, unsent) => {
    const target = await service.createTarget();
    await target.publish();
    if (unsent !== release) await setEnabled(target, false);
    const settlement = unsent(first(await claim(target)));
    const db = losingFirstAnswer(async () => {
      await meanwhile(target);
      expect(await claim(target)).toMatchObject([{ attemptNumber: 1 }]);
    });
    const { settler } = settling(60_000, db);
    if (settlement) settler.add(settlement);
    await settler.flush();
    expect(await queueOf(service.pool, target.webhook.id)).toMatchObject([{ place: 'leased', attempt_number: 1 }]);
    expect(await statesOf(service.pool, target.webhook.id)).toEqual({ pending: 1 });
  });
});
