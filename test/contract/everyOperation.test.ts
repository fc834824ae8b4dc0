/**
 * What holds for every operation of every contract, found in openapi/*.yaml: an operation that is added there is covered without a test of
 * its own. Its request is the contract's first example; an id in its path is tried with each kind of id that an account has. What people sign in
 * to the console by takes no key, and has tests of its own (test/accounts/console*.test.ts).
 */
import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createApiKey, type KeyOwner } from '../../src/accounts/apiKeys.js';
import { contracts } from '../../generated/contracts/index.js';
import type { Contract } from '../../src/contract/contract.js';
import { packageFile } from '../../src/packageFile.js';
import { sendRequest, type Answer } from '../support/call.js';
import { contractCheck, type ContractCheck, type Operation } from '../support/contract.js';
import type { TestAccount } from '../support/service.js';
import { startDeliveriesService, type DeliveriesService } from '../support/deliveriesApi.js';
import { storeDeliveries } from '../support/storedDeliveries.js';

type Kind = KeyOwner['kind'];
const kindOfScheme: Record<string, Kind> = { apiKey: 'account', publisherKey: 'publisher', operatorKey: 'operator' };
/** Of openapi/console.yaml; none at all to sign in. */
const schemesOfSessions = ['accessToken', 'sessionCookie', ''];

interface ServedOperation extends Operation {
  contractName: string;
  check: ContractCheck;
  /** The kind of key that it is for. */
  kind: Kind;
}

const contractNames = (await readdir(packageFile('openapi'))).flatMap((file) => /^(.+)\.yaml$/.exec(file)?.[1] ?? []);
const operations = (await Promise.all(contracts.map(operationsOf))).flat();
const withId = operations.filter(({ path }) => path.includes('{'));

async function operationsOf({ name: contractName, paths }: Contract): Promise<ServedOperation[]> {
  const check = await contractCheck(contractName);
  const schemes = paths.flatMap((path) =>
    path.operations.map(({ operationId, credential }) => [operationId, credential?.scheme ?? ''] as const),
  );
  const schemeOf = new Map(schemes.filter(([, scheme]) => !schemesOfSessions.includes(scheme)));
  return [...check.operations.values()].flatMap((operation) => {
    const scheme = schemeOf.get(operation.operationId);
    if (scheme === undefined) return [];
    const kind = kindOfScheme[scheme];
    if (kind === undefined) throw new Error(`${contractName}: nobody has a key for ${scheme}`);
    return [{ ...operation, contractName, check, kind }];
  });
}

let service: DeliveriesService;
let stranger: TestAccount;
let anothersIds: Record<string, string>;
/** One of each kind; the account's is the stranger's. */
let keys: Record<Kind, string>;
beforeAll(async () => {
  service = await startDeliveriesService({}, ['api']);
  stranger = await service.createAccount('stranger');
  const { apiKey: operator } = await createApiKey(service.database.prisma, { kind: 'operator' }, 'operator');
  keys = { account: stranger.apiKey, publisher: service.publisherKey, operator };
  await stranger.createWebhook();
  anothersIds = (await ownerOfEverything()).ids;
});
afterAll(() => service.stop());

const unknownId = '019b76da-a800-7000-8000-0000000000a1';
/** Nothing of an account's may show in an answer to another. */
const owned = { url: 'http://127.0.0.1:1/of-the-owner', dcId: 'dc-of-the-owner', routeId: 'route-of-the-owner' };

/** A new account with one of each thing that an operation may name by its id. */
async function ownerOfEverything(): Promise<{ account: TestAccount; ids: Record<string, string> }> {
  const account = await service.createAccount('owner');
  const webhook = await account.createWebhook({ webhook_url: owned.url, dc_ids: [owned.dcId] });
  const [delivery] = await storeDeliveries(service.pool, { accountId: account.id, webhookId: webhook.id }, [
    { state: 'exhausted', ...owned },
  ]);
  const { rows } = await service.pool.query<{ id: string }>('SELECT id FROM events WHERE account_id = $1', [
    account.id,
  ]);
  const own = { account: account.id, key: account.keyId, webhook: webhook.id };
  return { account, ids: { ...own, delivery: delivery?.id ?? '', event: rows[0]?.id ?? '' } };
}

/** Sends an operation's own example, with this id in place of each parameter of its path. */
async function send(
  operation: ServedOperation,
  { id = unknownId, apiKey }: { id?: string; apiKey?: string },
): Promise<Answer> {
  const { operationId, method, path, request, check } = operation;
  const [body] = Object.values(request?.examples ?? {});
  const answer = await sendRequest(service.url, method, path.replaceAll(/\{[^}]+\}/g, id), {
    ...(request && { body }),
    headers: apiKey === undefined ? {} : { Authorization: `Bearer ${apiKey}` },
  });
  check.expectDeclared(operationId, answer);
  return answer;
}

/** All of an answer that a caller could learn something from, without what differs from one request to the next. */
function shownBy({ status, headers, text }: Answer): object {
  const ofTheMoment = ['x-request-id', 'date', 'ratelimit'];
  return { status, headers: Object.entries(headers).filter(([name]) => !ofTheMoment.includes(name)), text };
}

/** All that is stored of the owner, and of anybody. */
async function everythingStored(): Promise<unknown[]> {
  const tables = [
    'accounts',
    'webhooks',
    'deliveries',
    'delivery_queue',
    'events',
    'attempts',
    'recoveries',
    'webhook_changes',
    'console_links',
    'console_sessions',
    'console_tokens',
  ];
  const rows = tables.map((table) => service.pool.query(`SELECT * FROM ${table} ORDER BY 1`));
  const apiKeys = service.pool.query('SELECT id, name, expires_at, revoked_at FROM api_keys ORDER BY 1'); // last_used_at comes later
  return (await Promise.all([...rows, apiKeys])).map((result) => result.rows as unknown);
}

it('the contracts are found, and each has operations', () => {
  expect(contracts.map(({ name }) => name)).toEqual(contractNames.sort());
  expect(contractNames).toEqual(expect.arrayContaining(['deliveries', 'events', 'platform', 'webhooks']));
  for (const name of contractNames.filter((each) => each !== 'console')) {
    expect(operations.filter(({ contractName }) => contractName === name)).not.toEqual([]);
  }
  for (const { operationId, request } of operations) {
    if (request) expect([operationId, Object.keys(request.examples)]).not.toEqual([operationId, []]);
  }
});

describe.each(withId.filter(({ kind }) => kind === 'account'))(
  '$contractName: $method $path ($operationId), with an id',
  (operation) => {
    it.each(['account', 'key', 'webhook', 'delivery', 'event'])(
      "of another account's %s, is the same 404 as for an unknown id, and changes nothing",
      async (kind) => {
        const before = await everythingStored();
        const unknown = await send(operation, { apiKey: stranger.apiKey });
        const anothers = await send(operation, { apiKey: stranger.apiKey, id: anothersIds[kind] ?? '' });
        expect(anothers.status).toBe(404);
        expect(shownBy(anothers)).toEqual(shownBy(unknown));
        expect(anothers.text).not.toMatch(/of-the-owner/);
        expect(await everythingStored()).toEqual(before);
      },
    );
  },
);

describe.each(withId)('$contractName: $method $path ($operationId), with an id', (operation) => {
  it('that is unknown or none at all, is the same 404, and changes nothing', async () => {
    const before = await everythingStored();
    const unknown = await send(operation, { apiKey: keys[operation.kind] });
    const malformed = await send(operation, { apiKey: keys[operation.kind], id: 'no-id' });
    expect(unknown.status).toBe(404);
    expect(shownBy(malformed)).toEqual(shownBy(unknown));
    expect(await everythingStored()).toEqual(before);
  });

  it('of the very thing that it is about, is not a 404 for its owner, or for an operator', async () => {
    const statuses: number[] = [];
    for (const kind of Object.keys(anothersIds)) {
      const { account, ids } = await ownerOfEverything();
      const apiKey = operation.kind === 'account' ? account.apiKey : keys[operation.kind];
      statuses.push((await send(operation, { apiKey, id: ids[kind] ?? '' })).status);
    }
    // If it is, then the operation is about something that ownerOfEverything does not make yet.
    expect(statuses.filter((status) => status !== 404)).toHaveLength(1);
  });
});

describe.each(operations.filter(({ kind }) => kind === 'account'))('$contractName: $operationId', (operation) => {
  it("shows nothing of another account's, whatever it lists", async () => {
    const answer = await send(operation, { apiKey: stranger.apiKey });
    expect(answer.text).not.toMatch(/of-the-owner/);
    for (const id of Object.values(anothersIds)) expect(answer.text).not.toContain(id);
  });
});

describe.each(operations)('$contractName: $operationId', (operation) => {
  it('is a 401 without a key, with one that is unknown and with none that is a key, and changes nothing', async () => {
    const before = await everythingStored();
    for (const [apiKey, code] of [
      [undefined, 2000],
      ['wp_unknown', 2001],
      [`${stranger.apiKey}x`, 2001],
    ] as const) {
      const answer = await send(operation, {
        id: anothersIds['webhook'] ?? '',
        ...(apiKey !== undefined && { apiKey }),
      });
      expect([answer.status, answer.body.data.code]).toEqual([401, code]);
      expect(answer.headers['www-authenticate']).toMatch(/^Bearer /);
    }
    expect(await everythingStored()).toEqual(before);
  });
});

describe.each(operations)('$contractName: $operationId', (operation) => {
  it('refuses keys of other kinds with a 403, and changes nothing', async () => {
    const before = await everythingStored();
    const others = Object.entries(keys).filter(([kind]) => kind !== operation.kind);
    for (const [kind, apiKey] of others) {
      for (const id of operation.path.includes('{') ? Object.values(anothersIds) : ['']) {
        const answer = await send(operation, { apiKey, id });
        expect([kind, answer.status, answer.body.data.code]).toEqual([kind, 403, 2002]);
        expect(answer.text).not.toMatch(/of-the-owner/);
      }
    }
    expect(await everythingStored()).toEqual(before);
  });
});
