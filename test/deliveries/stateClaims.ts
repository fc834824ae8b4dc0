/** The steps of workers: see test/deliveries/stateSteps.ts. */
import { pino } from 'pino';
import type { ClaimedDelivery } from '../../src/deliveries/claim.js';
import { release, settlementOf, settlementWithoutAttempt } from '../../src/deliveries/outcome.js';
import { settle, type Settlement } from '../../src/deliveries/settle.js';
import { createWebhookHealth, type WebhookHealth } from '../../src/deliveries/webhookHealth.js';
import { claimOf } from '../support/claims.js';
import * as model from './stateModel.js';
import type { Answer, Model, ModelClaim } from './stateModel.js';
import { nth, type Change, type Real, type Step } from './stateSteps.js';

const silent = pino({ level: 'silent' });
const DAY_SECONDS = 86_400;

const claimKey = (event: string, number: number): string => `${event} ${number}`;

export const claim = (limit: number): Step => ({
  name: `claim ${limit}`,
  neverWaits: true,
  can: ({ deliveries }) => [...deliveries.values()].some(({ place }) => place === 'ready'),
  act: async (_, { db, target, claims, eventOf }) => {
    const claimed = await claimOf(db, target.webhook.id, { limit, leaseSeconds: 3_600 });
    const picked = claimed.map((delivery) => {
      const event = eventOf.get(delivery.deliveryId) ?? '';
      claims.set(claimKey(event, delivery.attemptNumber), delivery);
      return event;
    });
    picked.sort(); // of those that became due in the same moment, any may come first
    return (m) => {
      model.claim(m, picked);
    };
  },
});

/** Takes one of the claims out of their hands. */
export function takeClaim({ claims }: Model, real: Real, choice: number): [ModelClaim, ClaimedDelivery, Change] {
  const claimed = nth(claims, choice);
  const key = claimKey(claimed.event, claimed.number);
  const delivery = real.claims.get(key);
  if (!delivery) throw new Error(`Nobody claimed ${key}.`);
  real.claims.delete(key);
  const remove: Change = (m) => {
    m.claims = m.claims.filter(({ event, number }) => claimKey(event, number) !== key);
  };
  return [claimed, delivery, remove];
}

/** What a worker makes of a claim that is answered so; a webhook that is gone is disabled first. */
export async function settlementFor(delivery: ClaimedDelivery, answer: Answer, real: Real): Promise<Settlement> {
  if (answer === 'released') return release(delivery);
  const unsent = settlementWithoutAttempt(delivery);
  if (unsent) return unsent;
  const nothing = { errorKind: null, errorMessage: null, responseExcerpt: '', retryAfterSeconds: null };
  const statusCode = { ok: 200, failed: 500, gone: 410 }[answer];
  const attempt = { statusCode, startedAt: new Date(), durationMillis: 1, ...nothing };
  if (answer === 'gone') await healthOf(real).disableGone(delivery.webhookId, attempt);
  return settlementOf(delivery, attempt, Array<number>(model.RETRIES).fill(60));
}

function healthOf({ service }: Real): WebhookHealth {
  return createWebhookHealth(service.pool, { log: silent, disableAfterSeconds: DAY_SECONDS });
}

/** @param dies whether the worker dies before it has noted what the attempt says of the webhook */
export const settleOne = (choice: number, answer: Answer, dies = false): Step => ({
  name: `settle ${choice}: ${answer}${dies ? ', and die' : ''}`,
  can: ({ claims }) => claims.length > 0,
  act: async (m, real) => {
    const [claimed, delivery, remove] = takeClaim(m, real, choice);
    const settlement = await settlementFor(delivery, answer, real);
    await settle(real.db, [settlement]);
    if (!dies && settlement.attempt && answer !== 'gone') {
      const health = healthOf(real);
      health.record(delivery, settlement);
      await health.flush();
    }
    return (after) => {
      remove(after);
      model.disableIfGone(after, claimed, answer);
      model.settle(after, claimed, answer);
      if (!dies) model.noteHealth(after, claimed, answer);
    };
  },
});
