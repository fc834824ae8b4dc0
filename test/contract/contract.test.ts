import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { loadContract, type Contract } from '../../src/contract/contract.js';
import { contractRouter } from '../../src/http/contractRouter.js';
import type { AnyHandler } from '../../src/contract/operation.js';
import { packageFile } from '../../src/packageFile.js';
import { startTestService } from '../support/service.js';

describe('the handlers have to fit the contract at start', () => {
  let contract: Contract;
  let handlers: Record<string, AnyHandler>;
  beforeAll(async () => {
    contract = await loadContract('webhooks');
    const handler: AnyHandler = () => Promise.resolve({ status: 200, body: {} });
    const ids = contract.paths.flatMap(({ operations }) => operations.map(({ operationId }) => operationId));
    handlers = Object.fromEntries(ids.map((id) => [id, handler]));
  });

  function bind(bound: Record<string, AnyHandler>) {
    return contractRouter({
      contract,
      handlers: bound,
      authenticate: () => Promise.resolve(null),
      contextOf: () => ({}),
      rateLimit: (_request, _response, next) => {
        next();
      },
      onContractBreach: () => undefined,
    });
  }

  it('one for each operation is accepted', () => {
    expect(() => bind(handlers)).not.toThrow();
  });

  it('an operation without a handler, and a handler for no operation, are one error that names both', () => {
    const { listWebhooks, deleteWebhook, ...others } = handlers;
    const renamed = {
      ...others,
      ...(listWebhooks && { getWebhooks: listWebhooks }),
      ...(deleteWebhook && { deleteWebhook }),
    };
    expect(() => bind(renamed)).toThrow(
      'The handlers do not fit openapi/webhooks.yaml: listWebhooks has no handler, getWebhooks is no operation.',
    );
  });
});

describe('a contract that can not be served is refused when it is loaded, before anybody calls', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'waypost-contract-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function load(yaml: string) {
    await writeFile(join(folder, 'tried.yaml'), yaml);
    return loadContract(relative(packageFile('openapi'), join(folder, 'tried')));
  }
  const head = 'openapi: 3.1.1\ninfo: { title: T, version: "1" }\n';
  const ok = "responses: { '200': { description: ok } }";

  it('but not one that is in order', async () => {
    const { paths } = await load(`${head}paths: { '/a/{b}': { get: { operationId: x, ${ok} } } }`);
    expect(paths.map(({ route, operations }) => [route, operations.map(({ operationId }) => operationId)])).toEqual([
      ['/a/:b', ['x']],
    ]);
  });

  it.each([
    ['an empty file', '', /./],
    ['no YAML', 'openapi: [3.1.1\npaths: {', /./],
    ['no OpenAPI', 'hello: world', /./],
    ['a version that is not supported', 'openapi: 3.2.0\ninfo: { title: T, version: "1" }\npaths: {}', /version|3\.2/],
    ['paths that are none', `${head}paths: 5`, /paths/],
    [
      'an operation without responses that are objects',
      `${head}paths: { /a: { get: { operationId: x, responses: 1 } } }`,
      /responses/,
    ],
    [
      'a reference into nowhere',
      `${head}paths: { /a: { get: { operationId: x, responses: { '200': { $ref: '#/components/responses/Gone' } } } } }`,
      /Gone/,
    ],
    ['an operation without an operationId', `${head}paths: { /a: { get: { ${ok} } } }`, /get \/a has no operationId/],
  ])('%s', async (_, yaml, message) => {
    // The validator writes what is wrong with a contract to the terminal, and throws a mere "see the output".
    const output = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const thrown = await load(yaml).then(() => 'nothing', String);
    const printed = JSON.stringify(output.mock.calls);
    output.mockRestore();
    expect(thrown + printed).toMatch(message);
  });

  it('a file that does not exist', async () => {
    await expect(loadContract('nowhere')).rejects.toThrow(/openapi\/nowhere\.yaml can't be read/);
  });
});

describe('a response that breaks the contract', () => {
  async function listBrokenWebhook(onContractBreach: 'throw' | 'log') {
    const service = await startTestService({}, { onContractBreach });
    const account = await service.createAccount();
    const webhook = await account.createWebhook();
    // The contract has no empty DC; nothing but a mistake of ours could store one.
    await service.pool.query(`UPDATE webhooks SET dc_ids = '{""}' WHERE id = $1`, [webhook.id]);
    const { data, error, response } = await account.client.GET('/webhooks');
    await service.stop();
    return { status: response.status, body: data ?? error, webhook, log: service.logLines };
  }

  it('is a 500 in tests, so that no test passes over it', async () => {
    const { status, body, log } = await listBrokenWebhook('throw');
    expect([status, body]).toEqual([
      500,
      { status: 'error', data: expect.objectContaining({ code: 5000 }) as unknown },
    ]);
    expect(JSON.stringify(log)).toMatch(/request failed.*dc_ids|dc_ids.*request failed/);
  });

  it('is sent all the same in production, and logged as an error with what is wrong', async () => {
    const { status, body, webhook, log } = await listBrokenWebhook('log');
    expect([status, body]).toEqual([200, { status: 'success', data: { webhooks: [{ ...webhook, dc_ids: [''] }] } }]);
    const breaches = log.filter(({ msg }) => msg === 'a response breaks the contract');
    expect(breaches).toEqual([expect.objectContaining({ level: 50, operationId: 'listWebhooks' })]);
    expect(JSON.stringify(breaches)).toContain('/response/data/webhooks/0/dc_ids/0');
  });
});
