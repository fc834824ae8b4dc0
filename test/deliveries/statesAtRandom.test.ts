import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { startDeliveryService, type DeliveryService, type Target } from '../support/delivering.js';
import { storeDeliveries } from '../support/storedDeliveries.js';
import { claim, settleOne } from './stateClaims.js';
import { newDelivery, newModel, type Answer, type Model } from './stateModel.js';
import { loseWrite, overlap } from './stateRaces.js';
import { readRows, rowsOf } from './stateRows.js';
import * as steps from './stateSteps.js';
import type { Real, Step } from './stateSteps.js';

/** No worker runs here: the steps of workers, publishers, owners and of the housekeeping are taken by hand. */
let service: DeliveryService;
beforeAll(async () => {
  service = await startDeliveryService({ DATABASE_POOL_SIZE: '2' }, ['api']);
});
afterAll(() => service.stop());

async function take(step: Step, model: Model, real: Real): Promise<void> {
  model.clock += 1;
  const change = await step.act(model, real);
  change(model);
  expect(await readRows(real)).toEqual(rowsOf(model));
}

/** Steps one after the other, those that mean anything by then. */
const command = (...list: Step[]): fc.AsyncCommand<Model, Real> => ({
  check: (model) => list.some((step) => step.can(model)),
  run: async (model, real) => {
    for (const step of list) if (step.can(model)) await take(step, model, real);
  },
  toString: () => list.map(({ name }) => name).join(' + '),
});

const { retryOf, setEnabled, follow, advance, recover, passAllLeases } = steps;
const choice = fc.nat(11);
const answer = fc.constantFrom<Answer>('ok', 'ok', 'failed', 'failed', 'gone', 'released');
const dies = fc.boolean();
const attempt = (delivery: number, ...how: [Answer, boolean]) => [
  steps.retry(delivery),
  claim(9),
  settleOne(delivery, ...how),
];
const meanwhile = fc.constantFrom<(event: string) => Step[]>(
  () => [claim(9)],
  (event) => [retryOf(event)],
  (event) => [retryOf(event), claim(9)],
  () => [passAllLeases, claim(9)],
  () => [setEnabled(true), follow, claim(9)],
  () => [setEnabled(false), follow],
);
const first = fc.constantFrom<(event: string) => Step[]>(
  (event) => [retryOf(event), claim(9), settleOne(0, 'ok', true)],
  (event) => [retryOf(event), claim(9), settleOne(0, 'failed', true)],
  () => [settleOne(0, 'ok', true)],
  () => [claim(2)],
);
const second = fc.constantFrom<(event: string) => Step>(
  () => recover,
  () => recover,
  (event) => retryOf(event),
  () => claim(2),
);
const when = fc.constantFrom('before' as const, 'after' as const);
const losing = fc
  .tuple(choice, answer, when, meanwhile)
  .map(([delivery, ...how]) => command(steps.retry(delivery), claim(9), loseWrite(delivery, ...how)));
const atOnce = fc.tuple(first, choice, second).map((args) => command(overlap(...args)));

const publishing = fc
  .tuple(
    fc.integer({ min: 1, max: 2 }),
    fc.constantFrom(null, 'key', 'key'),
    fc.constantFrom([], [claim(9)], [steps.retryNewest]),
  )
  .map(([count, key, then]) => command(steps.publish(count, key), ...then));

/** Everything that may happen next. */
const anything: fc.Arbitrary<fc.AsyncCommand<Model, Real>>[] = [
  publishing,
  publishing,
  fc.integer({ min: 1, max: 4 }).map((limit) => command(claim(limit))),
  fc.tuple(choice, answer, dies).map((args) => command(settleOne(...args))),
  fc.tuple(choice, answer, dies).map((args) => command(...attempt(...args))),
  // A receiver that fails for a day, but for one attempt.
  fc
    .tuple(choice, answer, dies)
    .map((args) =>
      command(...attempt(0, 'failed', false), ...attempt(...args), steps.failForLong, ...attempt(1, 'failed', false)),
    ),
  losing,
  losing,
  atOnce,
  atOnce,
  choice.map((delivery) => command(steps.retry(delivery))),
  // A worker dies, and its leases run out.
  choice.map((delivery) => command(steps.retry(delivery), claim(9), passAllLeases)),
  // The webhook is disabled for a while.
  fc
    .boolean()
    .map((forLong) =>
      command(setEnabled(false), follow, ...(forLong ? [steps.growOld] : []), setEnabled(true), follow),
    ),
  fc.boolean().map((includeMissed) => command(steps.noteRecovery(includeMissed))),
  fc.boolean().map((enabled) => command(setEnabled(enabled))),
  fc.constantFrom(advance, follow, follow, steps.expire, steps.promote).map((step) => command(step)),
  fc.constantFrom(steps.passWaiting, passAllLeases, steps.growOld).map((step) => command(step)),
  fc.constantFrom(follow, follow, steps.dropEvents, steps.dropDay, steps.deleteWebhook).map((step) => command(step)),
];

/** A webhook that deliveries came to and went from. */
async function start(): Promise<{ model: Model; real: Real }> {
  const target: Target = await service.createTarget();
  // It was there when all of its events happened.
  await service.pool.query(`UPDATE webhooks SET created_at = now() - interval '1 h' WHERE id = $1`, [
    target.webhook.id,
  ]);
  await service.pool.query('DELETE FROM delivery_queue'); // what a walk that failed has left would keep its day
  const states = ['exhausted', 'exhausted', 'succeeded', 'superseded'] as const;
  const owner = { accountId: target.account.id, webhookId: target.webhook.id };
  await storeDeliveries(
    service.pool,
    owner,
    states.map((state, i) => ({ state, at: new Date(Date.now() - states.length + i) })),
  );
  const real: Real = { service, target, db: service.pool, claims: new Map(), eventOf: new Map() };
  const { deliveries } = await readRows(real);
  const model = newModel();
  for (const { event, state } of deliveries)
    model.deliveries.set(event, newDelivery({ state, place: null, number: 1 }));
  expect(deliveries).toEqual(rowsOf(model).deliveries);
  return { model, real };
}

/** What a healthy receiver and workers make of whatever is left. */
async function comeToRest(model: Model, real: Real): Promise<void> {
  if (setEnabled(true).can(model)) await take(setEnabled(true), model, real);
  do {
    for (const step of [follow, advance, passAllLeases, steps.passWaiting, steps.expire]) await take(step, model, real);
    while (claim(9).can(model)) await take(claim(9), model, real);
    while (model.claims.length > 0) await take(settleOne(0, 'ok'), model, real);
  } while (model.recoveries.length > 0 || model.isNoted);
  const left = [...model.deliveries.values()].filter(({ state }) => state === 'pending' || state === 'parked');
  expect(left).toEqual([]);
}

/** A failure tells its seed and path: given to `assert` with `commands`' replayPath, they take the same walk again. */
it('whatever happens, each delivery goes the ways of the table, and none is left behind', async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands(anything, { maxCommands: 30, size: 'max' }), async (commands) => {
      const { model, real } = await start();
      await fc.asyncModelRun(() => ({ model, real }), commands);
      await comeToRest(model, real);
    }),
    { numRuns: 60, interruptAfterTimeLimit: 60_000 },
  );
}, 120_000);
