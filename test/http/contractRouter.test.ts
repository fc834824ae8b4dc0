import { describe, expect, it } from '@jest/globals';
import { startTestService } from '../support/service.js';

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
