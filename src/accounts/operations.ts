import { validate as isUuid } from 'uuid';
import { platformContract } from '../../generated/contracts/platform.js';
import type { components, operations, ServedOperationId } from '../../generated/platform.js';
import { keyRefusals, noFurtherFaults, type Binding } from '../contract/binding.js';
import { operatorContext, type OperatorContext } from '../contract/caller.js';
import { pageOf, success } from '../contract/answers.js';
import type { Handlers } from '../contract/operation.js';
import type { Db } from '../database/client.js';
import { violatedConstraint } from '../database/constraints.js';
import { accountNotFound, apiKeyNotFound } from '../errors.js';
import {
  createAccount,
  deleteAccount,
  findAccountSummary,
  listAccounts,
  updateAccount,
  type AccountSummary,
} from './accounts.js';
import { createApiKey, listApiKeys, revokeApiKey, type ApiKeySummary } from './apiKeys.js';
import { createConsoleLink } from './consoleLinks.js';
import type { ConsoleOwner } from './consoleOwner.js';

type Schemas = components['schemas'];
export type PlatformOperations = Handlers<operations, ServedOperationId, OperatorContext>;

interface Dependencies {
  db: Db;
  /** How many webhooks a new account may have, unless the request says otherwise. */
  webhookLimit: number;
  /**
   * Tells how the whole service fares, over the span that a query asks for.
   * @throws ApiError 400 if it is none
   */
  readOverview: (query: { since?: string; until?: string }) => Promise<Overview>;
}

type Overview = Schemas['OverviewResponse']['data'];

/** The operations of openapi/platform.yaml, for the platform that runs Waypost. */
export function bindPlatform(dependencies: Dependencies): Binding<PlatformOperations> {
  return {
    contract: platformContract,
    handlers: createPlatformOperations(dependencies),
    contextOf: operatorContext,
    refusals: keyRefusals,
    furtherFaults: noFurtherFaults,
  };
}

/** Requests have been validated against the contract when they arrive here. */
function createPlatformOperations({ db, webhookLimit, readOverview }: Dependencies): PlatformOperations {
  /** @throws ApiError 404 */
  async function getAccount(id: string): Promise<AccountSummary> {
    const account = isUuid(id) ? await findAccountSummary(db, id) : null;
    if (!account) throw accountNotFound();
    return account;
  }

  return {
    listAccounts: async ({ query: { search, cursor, limit = DEFAULT_LIMIT } }) => {
      const accounts = await listAccounts(db, { search, after: cursor, limit: limit + 1 });
      const { page, next_cursor } = pageOf(accounts, limit);
      return success({ accounts: page.map(toAccount), next_cursor });
    },

    createAccount: async ({ body }) => {
      const { id } = await createAccount(db, body.name, { webhookLimit: body.webhook_limit ?? webhookLimit });
      return success({ account: toAccount(await getAccount(id)) });
    },

    getAccount: async ({ params }) => success({ account: toAccount(await getAccount(params.id)) }),

    updateAccount: async ({ params, body: { webhook_limit: webhookLimit, ...body } }) => {
      const changes = { ...body, ...(webhookLimit !== undefined && { webhookLimit }) };
      const account = isUuid(params.id) ? await updateAccount(db, params.id, changes) : null;
      if (!account) throw accountNotFound();
      return success({ account: toAccount(account) });
    },

    deleteAccount: async ({ params }) => {
      if (!isUuid(params.id) || !(await deleteAccount(db, params.id))) throw accountNotFound();
      return { status: 202, body: { status: 'pending', data: {} } };
    },

    listApiKeys: async ({ params, query: { cursor, limit = DEFAULT_LIMIT } }) => {
      const { id: accountId } = await getAccount(params.id);
      const keys = await listApiKeys(db, { kind: 'account', accountId }, { after: cursor, limit: limit + 1 });
      const { page, next_cursor } = pageOf(keys, limit);
      return success({ api_keys: page.map(toApiKey), next_cursor });
    },

    createApiKey: async ({ params, body: { name, expires_in_seconds: seconds } }) => {
      const { id: accountId } = await getAccount(params.id);
      const expiresAt = seconds === undefined ? null : new Date(Date.now() + seconds * 1_000);
      const owner = { kind: 'account', accountId } as const;
      const created = await createApiKey(db, owner, name, { expiresAt }).catch((error: unknown) => {
        throw violatedConstraint(error) === 'api_keys_account_id_fkey' ? accountNotFound() : error;
      });
      return success({ secret_key: created.apiKey, api_key: toApiKey(created) });
    },

    getOverview: async ({ query }) => success(await readOverview(query)),

    revokeApiKey: async ({ params }) => {
      if (!isUuid(params.id) || !(await revokeApiKey(db, params.id, 'account'))) throw apiKeyNotFound();
      return success({});
    },

    createConsoleLink: async ({ operator, body: { account_id: id, read_only, expires_in_seconds } }) => {
      const owner: ConsoleOwner =
        id === null ? { kind: 'operator' } : { kind: 'account', accountId: (await getAccount(id)).id };
      const { path, expiresAt } = await createConsoleLink(db, owner, {
        isReadOnly: read_only ?? false,
        millis: (expires_in_seconds ?? DEFAULT_LINK_SECONDS) * 1_000,
        apiKeyId: operator.keyId,
      }).catch((error: unknown) => {
        throw violatedConstraint(error) === 'console_links_account_id_fkey' ? accountNotFound() : error;
      });
      return success({ path, expires_at: expiresAt.toISOString() });
    },
  };
}

/** The contract's; the validator fills them in, which the types can't tell. */
const DEFAULT_LIMIT = 50;
const DEFAULT_LINK_SECONDS = 300;

function toAccount(account: AccountSummary): Schemas['Account'] {
  return {
    id: account.id,
    name: account.name,
    enabled: account.enabled,
    webhook_count: account.webhookCount,
    troubled_webhook_count: account.troubledWebhookCount,
    webhook_limit: account.webhookLimit,
    api_key_count: account.keyCount,
    created_at: account.createdAt.toISOString(),
  };
}

function toApiKey(key: ApiKeySummary): Schemas['ApiKey'] {
  return {
    id: key.id,
    name: key.name,
    key_prefix: key.keyPrefix,
    created_at: key.createdAt.toISOString(),
    expires_at: key.expiresAt?.toISOString() ?? null,
    last_used_at: key.lastUsedAt?.toISOString() ?? null,
    revoked_at: key.revokedAt?.toISOString() ?? null,
  };
}
