import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { startDeliveryService, type DeliveryService, type Target } from '../support/delivering.js';
import { storeDeliveries } from '../support/storedDeliveries.js';
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

const command = (step: Step): fc.AsyncCommand<Model, Real> => ({
  check: step.can,
  run: (model, real) => take(step, model, real),
  toString: () => step.name,
});

const choice = fc.nat(11);
const answer = fc.constantFrom<Answer>('ok', 'failed', 'failed', 'gone', 'released');
const dies = fc.boolean();
const when = fc.constantFrom('before' as const, 'after' as const);
const { claim, retryOf, setEnabled, follow, advance, passAllLeases, settleOne } = steps;
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
  () => [settleOne(0, 'failed', true)],
  () => [claim(2)],
);
const second = fc.constantFrom<(event: string) => Step>(
  () => advance,
  (event) => retryOf(event),
  () => claim(2),
);

/** Everything that may happen next. */
const anything: fc.Arbitrary<Step>[] = [
  fc.tuple(fc.integer({ min: 1, max: 2 }), fc.constantFrom(null, 'key')).map((args) => steps.publish(...args)),
  fc.integer({ min: 1, max: 4 }).map(claim),
  fc.tuple(choice, answer, dies).map((args) => settleOne(...args)),
  fc.tuple(choice, answer, dies).map((args) => settleOne(...args)),
  fc.tuple(choice, answer, when, meanwhile).map((args) => loseWrite(...args)),
  choice.map(steps.retry),
  fc.boolean().map(steps.noteRecovery),
  fc.tuple(first, choice, second).map((args) => overlap(...args)),
  fc.boolean().map(setEnabled),
  fc.constantFrom(advance, follow, steps.expire, steps.promote),
  fc.constantFrom(steps.passWaiting, passAllLeases, steps.growOld, steps.failForLong),
  fc.constantFrom(follow, steps.passWaiting, steps.failForLong, steps.purgeAll, steps.deleteWebhook),
];

/** A webhook that deliveries came to and went from. */
async function start(): Promise<{ model: Model; real: Real }> {
  const target: Target = await service.createTarget();
  const states = ['exhausted', 'exhausted', 'succeeded', 'superseded'] as const;
  const owner = { accountId: target.account.id, webhookId: target.webhook.id };
  await storeDeliveries(
    service.pool,
    owner,
    states.map((state) => ({ state, at: new Date() })),
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

it('whatever happens, each delivery goes the ways of the table, and none is left behind', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.commands(
        anything.map((step) => step.map(command)),
        { maxCommands: 40, size: 'max' },
      ),
      async (commands) => {
        const { model, real } = await start();
        await fc.asyncModelRun(() => ({ model, real }), commands);
        await comeToRest(model, real);
      },
    ),
    { numRuns: 50, interruptAfterTimeLimit: 60_000 },
  );
}, 120_000);
