/**
 * The steps of test/deliveries/stateModel.ts on the real database, by the functions that publishers, owners and the housekeeping use.
 * Those of workers are in test/deliveries/stateClaims.ts.
 */
import type { ClaimedDelivery } from '../../src/deliveries/claim.js';
import { advanceRecoveries } from '../../src/deliveries/advanceRecoveries.js';
import { promoteDue } from '../../src/deliveries/promote.js';
import { insertRecovery } from '../../src/deliveries/recovery.js';
import { enforceRetention } from '../../src/deliveries/retention.js';
import { createPartitions } from '../../src/database/partitions.js';
import { retryDelivery } from '../../src/deliveries/retryDelivery.js';
import { applyWebhookChanges, expireParked } from '../../src/deliveries/webhookChanges.js';
import { pino } from 'pino';
import type { SqlRunner } from '../../src/database/sqlRunner.js';
import type { AcceptableEvent } from '../../src/events/acceptEvents.js';
import { storeEvents } from '../../src/events/storeEvents.js';
import type { DeliveryService, Target } from '../support/delivering.js';
import { age, passLeases, passWaitingTime } from '../support/deliveryRows.js';
import * as model from './stateModel.js';
import type { Model } from './stateModel.js';

export interface Real {
  service: DeliveryService;
  target: Target;
  /** Where the steps of workers and owners run. */
  db: SqlRunner;
  /** What workers hold, by event and number. */
  claims: Map<string, ClaimedDelivery>;
  /** The event of each delivery. */
  eventOf: Map<string, string>;
}

/** What a step should have done, to be done to a model. */
export type Change = (model: Model) => void;

export interface Step {
  name: string;
  /** Whether it means anything now. */
  can(model: Model): boolean;
  /** Takes it in reality. */
  act(model: Model, real: Real): Promise<Change>;
  /** It passes over what others have locked. */
  neverWaits?: boolean;
}

const silent = pino({ level: 'silent' });
const always = (): boolean => true;

/** One of them, by a number of any size. */
export function nth<T>(values: readonly T[], n: number): T {
  const value = values[n % values.length];
  if (value === undefined) throw new Error('There is none to choose from.');
  return value;
}

/** A step of the clock, or of the housekeeping, that has no choices. */
function simple(name: string, change: Change, act: (real: Real) => Promise<unknown>, can: Step['can'] = always): Step {
  return { name, can, act: (_, real) => act(real).then(() => change) };
}

export const publish = (count: number, coalesceKey: string | null): Step => ({
  name: `publish ${count}${coalesceKey === null ? '' : ` of ${coalesceKey}`}`,
  can: always,
  act: async (_, { db, target }) => {
    const event: AcceptableEvent = {
      accountId: target.account.id,
      externalId: null,
      eventType: 'ROUTE_CREATED',
      dcId: '1',
      routeId: 'R-1',
      occurredMillis: Date.now(),
      body: '{}',
      coalesceKey,
    };
    const { accepted } = await storeEvents(
      db,
      Array.from({ length: count }, () => event),
    );
    return (m) => {
      model.publish(
        m,
        accepted.map(({ id }) => id),
        coalesceKey,
      );
    };
  },
});

export const retry = (choice: number): Step => ({
  name: `retry ${choice}`,
  can: ({ deliveries }) => deliveries.size > 0,
  act: (m, real) => retryOf(nth([...m.deliveries.keys()], choice)).act(m, real),
});

export const retryNewest: Step = {
  name: 'retry the newest',
  can: ({ deliveries }) => deliveries.size > 0,
  act: (m, real) => retryOf([...m.deliveries.keys()].at(-1) ?? '').act(m, real),
};

export const retryOf = (event: string): Step => ({
  name: `retry ${event}`,
  can: always,
  act: async (_, { db, target, eventOf }) => {
    const [id = ''] = [...eventOf].find(([, each]) => each === event) ?? [];
    await retryDelivery(db, target.account.id, id);
    return (m) => {
      model.retry(m, event);
    };
  },
});

export const noteRecovery = (includeMissed: boolean): Step => {
  const states = ['exhausted', 'succeeded', 'superseded'] as const;
  return simple(
    `note a recovery${includeMissed ? ' with what was missed' : ''}`,
    ({ recoveries }) => recoveries.push({ states: [...states], phase: 'failed', includeMissed }),
    ({ db, target: { account, webhook } }) => {
      const [since, until] = [new Date(Date.now() - 3_600_000), new Date(Date.now() + 3_600_000)];
      return insertRecovery(db, account.id, webhook.id, {
        since,
        until,
        states: [...states],
        eventTypes: [],
        includeMissed,
      });
    },
    ({ webhook }) => webhook !== 'deleted',
  );
};

export const advance = simple('advance recoveries', model.advanceRecoveries, ({ db }) => advanceRecoveries(db));

/** Notes one and takes it a batch further. */
export const recover: Step = {
  name: 'recover',
  can: noteRecovery(false).can,
  act: async (m, real) => {
    const changes = [await noteRecovery(false).act(m, real), await advance.act(m, real)];
    return (after) => {
      for (const change of changes) change(after);
    };
  },
};

export const setEnabled = (enabled: boolean): Step => {
  const [from, to] = enabled ? (['disabled', 'enabled'] as const) : (['enabled', 'disabled'] as const);
  return simple(
    enabled ? 'enable' : 'disable',
    (m) => {
      model.change(m, to);
    },
    ({ target: { account, webhook } }) => account.call('updateWebhook', { id: webhook.id, body: { enabled } }),
    ({ webhook }) => webhook === from,
  );
};

export const deleteWebhook = simple(
  'delete',
  (m) => {
    model.change(m, 'deleted');
  },
  ({ target: { account, webhook } }) => account.call('deleteWebhook', { id: webhook.id }),
  ({ webhook }) => webhook !== 'deleted',
);

export const follow = simple('follow', model.follow, ({ db }) => applyWebhookChanges(db, model.RETRY_SPAN_SECONDS));
export const expire = simple('expire', model.time.expire, ({ db }) => expireParked(db, model.RETRY_SPAN_SECONDS));
export const promote = simple(
  'promote',
  () => undefined,
  ({ db }) => promoteDue(db),
);

export const dropEvents = simple('drop events', model.time.dropEvents, ({ service: { pool }, target }) =>
  pool.query('DELETE FROM events WHERE account_id = $1', [target.account.id]),
);

/** A retention that ended two days from now: everything is older. */
export const dropDay = simple('drop the day', model.time.dropDay, async ({ service: { pool } }) => {
  await enforceRetention(pool, { retentionDays: -2, log: silent, signal: new AbortController().signal });
  await createPartitions(pool);
});

export const passWaiting = simple('pass waiting times', model.time.passWaiting, ({ service, target }) =>
  passWaitingTime(service.pool, target.webhook.id),
);
export const passAllLeases = simple('pass leases', model.time.passLeases, ({ service, target }) =>
  passLeases(service.pool, target.webhook.id),
);
/** Longer than a delivery may be retried. */
const AGE_SECONDS = 2 * model.RETRY_SPAN_SECONDS;
export const growOld = simple(
  'grow old',
  (m) => {
    model.time.growOld(m, AGE_SECONDS);
  },
  ({ service, target }) => age(service.pool, target.webhook.id, AGE_SECONDS),
);

/** Moves what happened to the webhook, and to its deliveries, into the past together. */
export const failForLong = simple('fail for a day', model.time.failForLong, async ({ service, target }) => {
  for (const moved of ['webhooks SET failing_since = failing_since', 'deliveries SET finished_at = finished_at'])
    await service.pool.query(
      `UPDATE ${moved} - interval '25 h' WHERE ${moved.startsWith('webhooks') ? 'id' : 'webhook_id'} = $1`,
      [target.webhook.id],
    );
});
