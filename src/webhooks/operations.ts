import { v7 as uuidv7 } from 'uuid';
import { webhooksContract } from '../../generated/contracts/webhooks.js';
import { webhookEventTypes, type components, type operations } from '../../generated/webhooks.js';
import type { ServedOperationId } from '../../generated/webhooks.js';
import { success } from '../contract/answers.js';
import { keyRefusals, type Binding } from '../contract/binding.js';
import { accountContext, type AccountContext } from '../contract/caller.js';
import type { Db } from '../database/client.js';
import { webhookNotFound } from '../errors.js';
import type { Handlers } from '../contract/operation.js';
import type { AddressPolicy } from '../sending/targetAddress.js';
import * as store from './store.js';
import { webhookFaults } from './webhookFaults.js';

type Webhook = components['schemas']['Webhook'];
export type WebhookEventType = components['schemas']['WebhookEventType'];

export type WebhookOperations = Handlers<operations, ServedOperationId, AccountContext>;

interface Dependencies {
  db: Db;
  /** A new signing secret for a webhook, encrypted. */
  sealNewSecret: (webhookId: string) => Uint8Array<ArrayBuffer>;
}

/** The five operations of openapi/webhooks.yaml, for accounts. */
export function bindWebhooks({
  addressPolicy,
  ...dependencies
}: Dependencies & { addressPolicy: AddressPolicy }): Binding<WebhookOperations> {
  return {
    contract: webhooksContract,
    handlers: createWebhookOperations(dependencies),
    contextOf: accountContext,
    refusals: keyRefusals,
    furtherFaults: (body) => webhookFaults(body, addressPolicy),
  };
}

/** Requests have been validated against the contract when they arrive here, and so have their URLs (see webhookFaults.ts). */
function createWebhookOperations(dependencies: Dependencies): WebhookOperations {
  const { db, sealNewSecret } = dependencies;

  const updateWebhook: WebhookOperations['updateWebhook'] = async ({ account, params, body }) => {
    const row = await store.setWebhookEnabled(db, account.id, params.id, body.enabled);
    if (!row) throw webhookNotFound();
    return success({ webhook: toWebhook(row) });
  };

  return {
    listWebhooks: async ({ account }) => {
      const rows = await store.listWebhooks(db, account.id);
      return success({ webhooks: rows.map(toWebhook) });
    },

    createWebhook: async ({ account, body }) => {
      const id = uuidv7();
      const webhook = { id, url: body.webhook_url, events: body.events, dcIds: body.dc_ids };
      const row = await store.insertWebhook(db, account.id, { ...webhook, sealedSecret: sealNewSecret(id) });
      return success({ webhook: toWebhook(row) });
    },

    updateWebhook,
    // `enabled` is all that can be replaced, so that PUT and PATCH are the same operation.
    replaceWebhook: updateWebhook,

    deleteWebhook: async ({ account, params }) => {
      if (!(await store.deleteWebhook(db, account.id, params.id))) throw webhookNotFound();
      return success({});
    },
  };
}

function toWebhook({ id, url, enabled, dcIds, events }: store.WebhookRow): Webhook {
  return { id, url, enabled, dc_ids: dcIds, events: events.filter(isWebhookEventType) };
}

/** Narrows what the database holds: an event type that a later contract dropped is not shown. */
function isWebhookEventType(event: string): event is WebhookEventType {
  return (webhookEventTypes as readonly string[]).includes(event);
}
