import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestService, type TestAccount, type TestService } from '../support/service.js';

let service: TestService;
let account: TestAccount;
let anothersId: string;
beforeAll(async () => {
  service = await startTestService({ RATE_LIMIT_PER_MINUTE: '0' });
  account = await service.createAccount();
  anothersId = (await (await service.createAccount()).createWebhook()).id;
});
afterAll(() => service.stop());

const operations = [
  { operationId: 'updateWebhook', body: { enabled: false } },
  { operationId: 'replaceWebhook', body: { enabled: false } },
  { operationId: 'deleteWebhook' },
];
const malformedIds = {
  'a word': 'the-webhook-identifier',
  'a number': '1',
  'a UUID that is cut short': '019b76da-a800-7000-8000-00000000000',
  'a UUID in braces': '%7B019b76da-a800-7000-8000-000000000001%7D',
  'a UUID without dashes': '019b76daa80070008000000000000001',
  'a UUID with a space before it': '%20019b76da-a800-7000-8000-000000000001',
  'an escaped slash': '%2F',
  'an escaped NUL': 'a%00',
  'an escape that is none': '%zz',
  'a lone %': '%',
  'bytes that are not UTF-8': '%ff%fe',
  'a quote': "'%3B--",
  'the name of a built-in property': '__proto__',
  'thousands of characters': 'x'.repeat(8_000),
};

describe.each(operations)('$operationId answers with the same 404, byte for byte,', ({ operationId, body }) => {
  /** All that the caller gets to see, without what differs from one request to the next. */
  async function answerTo(id: string) {
    const { status, headers, text } = await account.call(operationId, { id, body });
    const { 'x-request-id': requestId, date, ...others } = headers;
    expect([requestId, date]).toEqual([expect.any(String), expect.any(String)]);
    return { status, headers: others, text };
  }
  const expected = () => answerTo('019b76da-a800-7000-8000-000000000001');

  it('for an unknown id', async () => {
    expect(await expected()).toMatchObject({
      status: 404,
      text: '{"status":"error","data":{"code":3001,"message":"The webhook could not be found."}}',
    });
  });

  it("for another account's webhook", async () => {
    expect(await answerTo(anothersId)).toEqual(await expected());
  });

  it.each(Object.entries(malformedIds))('for %s', async (_, id) => {
    expect(await answerTo(id)).toEqual(await expected());
  });
});
