import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import type { AttemptResult } from '../../src/sending/attempt.js';
import { settlementOf } from '../../src/deliveries/outcome.js';
import { claimDue, FIRST_LANE } from '../../src/deliveries/claim.js';
import type { Settlement } from '../../src/deliveries/settle.js';
import { createSettler } from '../../src/deliveries/settle.js';
import { startDeliveryService, type DeliveryService, type Target } from '../support/delivering.js';
import { attemptsOf, queueOf, statesOf } from '../support/deliveryRows.js';
import { eventually } from '../support/eventually.js';

/** No worker runs here: its results are made by hand. */
let service: DeliveryService;
beforeAll(async () => {
  service = await startDeliveryService({}, ['api']);
});
afterAll(() => service.stop());

/** Claims so many new deliveries and returns what became of them: all received. */
async function received(count: number): Promise<[Target, Settlement[]]> {
  const target = await service.createTarget();
  await target.publishMany(count);
  const claimed = await claimDue(service.pool, {
    limit: count,
    defaultFree: 0,
    freePerWebhook: { [target.webhook.id]: count },
    afterWebhookId: FIRST_LANE,
    leaseSeconds: 30,
  });
  const nothing = { errorKind: null, errorMessage: null, responseExcerpt: '', retryAfterSeconds: null };
  const attempt: AttemptResult = { statusCode: 200, startedAt: new Date(), durationMillis: 1, ...nothing };
  return [target, claimed.map((delivery) => settlementOf(delivery, attempt, []))];
}

function settling(giveUpAfterMillis: number) {
  const settled: Settlement[][] = [];
  const logged: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => logged.push(line) });
  const onSettled = (batch: Settlement[]) => settled.push(batch);
  return { settled, logged, settler: createSettler(service.pool, { log, giveUpAfterMillis, onSettled }) };
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
    expect(await queueOf(service.pool, target.webhook.id)).toMatchObject([{ leased: true, attempt_number: 1 }]);

    const [next, more] = await received(1);
    for (const settlement of more) settler.add(settlement);
    await settler.flush();
    expect(await statesOf(service.pool, next.webhook.id)).toEqual({ succeeded: 1 });
  });
});
