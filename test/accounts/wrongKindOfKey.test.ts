/** Which kind of API key may use which contract. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startDeliveriesService, type DeliveriesService } from '../support/deliveriesApi.js';
import { createCaller } from '../support/call.js';
import { contractCheck, type ContractCheck } from '../support/contract.js';

const webhooks = await contractCheck('webhooks');
const deliveries = await contractCheck('deliveries');
const events = await contractCheck('events');

let service: DeliveriesService;
let accountKey: string;
beforeAll(async () => {
  service = await startDeliveriesService({}, ['api']);
  accountKey = (await service.createAccount()).apiKey;
});
afterAll(() => service.stop());

const wrongKind = {
  status: 'error',
  data: { code: 2002, message: 'This kind of API key may not use this operation.' },
};
const operationsOf = (...contracts: ContractCheck[]) =>
  contracts.flatMap((contract) => [...contract.operations.keys()].map((operationId) => ({ operationId, contract })));

describe('a valid key of another kind is a 403 with code 2002, whatever else the request is:', () => {
  it.each(operationsOf(webhooks, deliveries))('a publisher key, $operationId', async ({ operationId, contract }) => {
    const answer = await createCaller(service.url, contract, service.publisherKey)(operationId, { bytes: '{' });
    expect([answer.status, answer.body]).toEqual([403, wrongKind]);
  });

  it.each(operationsOf(events))("an account's key, $operationId", async ({ operationId, contract }) => {
    const answer = await createCaller(service.url, contract, accountKey)(operationId, { bytes: '{' });
    expect([answer.status, answer.body]).toEqual([403, wrongKind]);
  });
});
