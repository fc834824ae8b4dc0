import { deliveriesContract } from '../../generated/contracts/deliveries.js';
import type { components, operations, ServedOperationId } from '../../generated/deliveries.js';
import { pageOf, success } from '../contract/answers.js';
import { keyRefusals, noFurtherFaults, type Binding } from '../contract/binding.js';
import { accountContext, type AccountContext } from '../contract/caller.js';
import type { Db } from '../database/client.js';
import type { SqlRunner } from '../database/sqlRunner.js';
import {
  deliveryNotFound,
  invalidRequest,
  webhookBusy,
  webhookDeleted,
  webhookDisabled,
  webhookNotFound,
} from '../errors.js';
import type { Handlers } from '../contract/operation.js';
import { findWebhook } from '../webhooks/store.js';
import { findSecrets, rotateSecret, type SealedSecrets } from '../webhooks/webhookSecrets.js';
import { createHealthOperations } from './healthOperations.js';
import { listDeliveries, listUndelivered, type DeliveryFilter } from './lists.js';
import { findDelivery, type AttemptRow, type DeliveryRow } from './log.js';
import { filledIn, span } from './parameters.js';
import { countRecoverable, insertRecovery } from './recovery.js';
import { retryDelivery } from './retryDelivery.js';
import type { SecretBox } from '../signing/secretBox.js';
import { generateSecret } from '../signing/sign.js';
import type { TestSender } from './testEvent.js';
import { listAllDeliveries } from './walkBack.js';

type Schemas = components['schemas'];
export type DeliveryOperations = Handlers<operations, ServedOperationId, AccountContext>;

interface Dependencies {
  /** For webhooks and their secrets. */
  db: Db;
  /** For the log and the queue. */
  sql: SqlRunner;
  secretBox: SecretBox;
  sendTest: TestSender;
  /** The headers of a notification that are the same at each attempt; of one whose event is no longer kept without its id. */
  headersOf: (eventId: string | null) => Record<string, string>;
  /** How long a webhook may only fail before it is disabled. */
  disableAfterSeconds: number;
  /** There is something new to deliver. */
  onQueued: () => void;
}

/** The operations of openapi/deliveries.yaml, for accounts. */
export function bindDeliveries(dependencies: Dependencies): Binding<DeliveryOperations> {
  return {
    contract: deliveriesContract,
    handlers: createDeliveryOperations(dependencies),
    contextOf: accountContext,
    refusals: keyRefusals,
    furtherFaults: noFurtherFaults,
  };
}

/** Requests have been validated against the contract when they arrive here. */
function createDeliveryOperations(dependencies: Dependencies): DeliveryOperations {
  const { db, sql, secretBox, sendTest, headersOf, onQueued } = dependencies;
  return {
    ...createHealthOperations(dependencies),

    listDeliveries: async ({ account, params, query }) => {
      if (!(await findWebhook(db, account.id, params.id))) throw webhookNotFound();
      const filter = toFilter(query);
      const rows = await listDeliveries(sql, account.id, params.id, { ...filter, limit: filter.limit + 1 });
      return success(toPage(rows, filter.limit));
    },

    listAllDeliveries: async ({ account, query }) => {
      const { rows, cursor } = await listAllDeliveries(sql, account.id, toFilter(query));
      return success({ deliveries: rows.map(toDelivery), next_cursor: cursor });
    },

    listUndelivered: async ({ account, query }) => {
      const { cursor } = query;
      const limit = filledIn(query.limit);
      const rows = await listUndelivered(sql, account.id, { ...span('/query', query), cursor, limit: limit + 1 });
      return success(toPage(rows, limit));
    },

    getDelivery: async ({ account, params }) => {
      const delivery = await findDelivery(sql, account.id, params.id);
      if (!delivery) throw deliveryNotFound();
      const { body, attempts } = delivery;
      const payload = body === null ? null : (JSON.parse(body) as Record<string, unknown>);
      const request = { url: delivery.url, headers: headersOf(delivery.eventId) };
      return success({ delivery: { ...toDelivery(delivery), request, payload, attempts: attempts.map(toAttempt) } });
    },

    retryDelivery: async ({ account, params }) => {
      const refusal = await retryDelivery(sql, account.id, params.id);
      if (refusal === 'webhook deleted') throw webhookDeleted();
      if (refusal === 'webhook disabled') throw webhookDisabled();
      const delivery = refusal === null ? await findDelivery(sql, account.id, params.id) : null;
      if (!delivery) throw deliveryNotFound(); // unknown, or its event is no longer kept
      onQueued();
      return { status: 202, body: { status: 'pending', data: { delivery: toDelivery(delivery) } } };
    },

    recoverDeliveries: async ({ account, params, body }) => {
      const webhook = await findWebhook(db, account.id, params.id);
      if (!webhook) throw webhookNotFound();
      if (!webhook.enabled && !body.dry_run) throw webhookDisabled();
      const { since, until = new Date() } = span('/body', body);
      const request = {
        since: filledIn(since),
        until,
        states: body.states ?? ['exhausted'],
        eventTypes: body.event_types ?? [],
        includeMissed: filledIn(body.include_missed),
      };
      if (request.until <= request.since) {
        throw invalidRequest([{ path: '/body/until', message: 'must be later than since' }]);
      }
      const { failed, missed } = await countRecoverable(sql, account.id, webhook.id, request);
      if (!body.dry_run) await insertRecovery(sql, account.id, webhook.id, request);
      return { status: 202, body: { status: 'pending', data: { count: failed + missed, failed, missed } } };
    },

    getWebhookSecret: async ({ account, params }) => {
      const secrets = await findSecrets(db, account.id, params.id);
      if (!secrets) throw webhookNotFound();
      return success(toSecret(secrets, secretBox.open(secrets.sealedSecret, params.id.toLowerCase())));
    },

    rotateWebhookSecret: async ({ account, params, body }) => {
      const secret = generateSecret();
      const secrets = await rotateSecret(db, account.id, params.id, {
        sealedSecret: secretBox.seal(secret, params.id.toLowerCase()),
        graceSeconds: filledIn(body.grace_period_seconds),
      });
      if (!secrets) throw webhookNotFound();
      return success(toSecret(secrets, secret));
    },

    sendTestEvent: async ({ account, params, body }) => {
      const secrets = await findSecrets(db, account.id, params.id);
      if (!secrets) throw webhookNotFound();
      const sent = await sendTest(params.id.toLowerCase(), secrets, body.event);
      if (!sent) throw webhookBusy();
      const { eventId, attempt, delivered } = sent;
      return success({ delivered, event_id: eventId, ...toOutcome(attempt) });
    },
  };
}

/** What a list is of. */
function toFilter(query: ListQuery): DeliveryFilter {
  const { state, cursor, event: eventType, dc_id: dcId, route_id: routeId } = query;
  return { state, eventType, dcId, routeId, ...span('/query', query), cursor, limit: filledIn(query.limit) };
}

type ListQuery = NonNullable<operations['listAllDeliveries']['parameters']['query']>;

function toPage(rows: DeliveryRow[], limit: number): { deliveries: Schemas['Delivery'][]; next_cursor: string | null } {
  const { page, next_cursor } = pageOf(rows, limit);
  return { deliveries: page.map(toDelivery), next_cursor };
}

function toDelivery(row: DeliveryRow): Schemas['Delivery'] {
  return {
    id: row.id,
    webhook_id: row.webhookId,
    event_id: row.eventId,
    event: row.eventType,
    dc_id: row.dcId,
    route_id: row.routeId,
    state: row.state,
    attempt_count: row.attemptCount,
    created_at: row.createdAt.toISOString(),
    next_attempt_at: row.nextAttemptAt?.toISOString() ?? null,
    finished_at: row.finishedAt?.toISOString() ?? null,
  };
}

function toAttempt(row: AttemptRow): Schemas['Attempt'] {
  return { number: row.number, manual: row.manual, ...toOutcome(row) };
}

function toOutcome(row: Omit<AttemptRow, 'number' | 'manual'>): Omit<Schemas['Attempt'], 'number' | 'manual'> {
  return {
    started_at: row.startedAt.toISOString(),
    duration_millis: Math.round(row.durationMillis),
    status_code: row.statusCode,
    error_kind: row.errorKind,
    error_message: row.errorMessage,
    response_excerpt: row.responseExcerpt,
  };
}

function toSecret({ previousSecretUntil }: SealedSecrets, secret: string): Schemas['WebhookSecretResponse']['data'] {
  return { secret, previous_secret_expires_at: previousSecretUntil?.toISOString() ?? null };
}
