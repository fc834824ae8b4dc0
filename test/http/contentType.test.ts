import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { seedRequest } from '../support/seed.js';
import { startTestService, type TestAccount, type TestService } from '../support/service.js';

let service: TestService;
let account: TestAccount;
beforeAll(async () => {
  service = await startTestService({ RATE_LIMIT_PER_MINUTE: '0' });
  account = await service.createAccount();
});
afterAll(() => service.stop());

const COUNT = 50;
const contentTypes = {
  'invented ones': Array.from({ length: COUNT }, (_, i) => `application/x-${i}`),
  'parameters that differ': Array.from({ length: COUNT }, (_, i) => `application/json; boundary=${i}`),
  'what is none at all': Array.from({ length: COUNT }, (_, i) => `{"type": ${i}}, */*;;=${i}`),
};

/**
 * The validator compiles schemas into functions and keeps them by the request's raw `Content-Type`. Every compiled schema is a
 * `new Function(…)`: counting those shows growth to the very function, where a look at the heap could only guess.
 */
async function countCompilations(act: () => Promise<unknown>): Promise<number> {
  const compile = jest.spyOn(globalThis, 'Function');
  await act();
  const count = compile.mock.calls.length;
  compile.mockRestore();
  return count;
}

/** Sends one request after the other, and returns which statuses they were answered with. */
async function statusesOf(operationId: string, inputs: Parameters<TestAccount['call']>[1][]): Promise<number[]> {
  const statuses = new Set<number>();
  for (const input of inputs) statuses.add((await account.call(operationId, input)).status);
  return [...statuses];
}

describe('the Content-Type that a caller sends', () => {
  it('makes the service compile at its first use only', async () => {
    const first = await countCompilations(() => account.createWebhook());
    const second = await countCompilations(() => account.createWebhook());
    expect(first).toBeGreaterThan(0);
    expect(second).toBe(0);
  });

  it.each(Object.entries(contentTypes))('is nothing to an operation that takes no body: %s', async (_, types) => {
    const { id } = await account.createWebhook();
    await account.listWebhooks();
    await account.call('deleteWebhook', { id });
    let statuses: number[][] = [];
    const compilations = await countCompilations(async () => {
      const inputs = types.map((type) => ({ headers: { 'Content-Type': type } }));
      statuses = [
        await statusesOf('listWebhooks', inputs),
        await statusesOf(
          'deleteWebhook',
          inputs.map((input) => ({ ...input, id })),
        ),
      ];
    });
    expect(statuses).toEqual([[200], [404]]);
    expect(compilations).toBe(0);
  });

  it.each([
    ['invented ones', [415]],
    ['parameters that differ', [400]],
    ['what is none at all', [415]],
  ] as const)('has to be JSON with a body, and nothing is compiled for %s', async (kind, expected) => {
    const body = { ...seedRequest, events: [] };
    await account.call('createWebhook', { body });
    let statuses: number[] = [];
    const compilations = await countCompilations(async () => {
      const inputs = contentTypes[kind].map((type) => ({ body, headers: { 'Content-Type': type } }));
      statuses = await statusesOf('createWebhook', inputs);
    });
    expect(statuses).toEqual(expected);
    expect(compilations).toBe(0);
  });
});
