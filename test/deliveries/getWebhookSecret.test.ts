import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { decodeSecret } from '../../src/signing/sign.js';
import { first } from '../support/delivering.js';
import { startDeliveriesService, type DeliveriesService } from '../support/deliveriesApi.js';
import { signatureHeaders } from '../support/signatures.js';

let service: DeliveriesService;
beforeAll(async () => {
  service = await startDeliveriesService();
});
afterAll(() => service.stop());

describe('getWebhookSecret', () => {
  it('answers with the secret that notifications are verified with', async () => {
    const target = await service.createTarget();
    const answer = await service.as(target.account).secret(target.webhook.id);
    expect(answer).toEqual({
      secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/),
      previous_secret_expires_at: null,
    });
    await target.publish();
    const request = first(await target.receiver.waitForRequests(1));
    new StandardWebhook(answer.secret).verify(request.body, signatureHeaders(request));
  });

  it('answers the same each time, in upper case too, and differently for each webhook', async () => {
    const account = await service.createAccount();
    const api = service.as(account);
    const [one, two] = [await account.createWebhook(), await account.createWebhook()];
    const secret = await api.secret(one.id);
    expect(await api.secret(one.id)).toEqual(secret);
    expect(await api.secret(one.id.toUpperCase())).toEqual(secret);
    expect((await api.secret(two.id)).secret).not.toBe(secret.secret);
  });

  it('answers with what the database does not hold: there is no secret in it, as text or as bytes', async () => {
    const account = await service.createAccount();
    const { id } = await account.createWebhook();
    const before = await service.as(account).secret(id);
    const after = await service.as(account).rotate(id); // both are kept now
    const { rows } = await service.pool.query<{ row: string; sealed: Buffer; previous: Buffer }>(
      `SELECT webhooks::text AS row, sealed_secret AS sealed, previous_sealed_secret AS previous FROM webhooks WHERE id = $1`,
      [id],
    );
    const { row, sealed, previous } = first(rows);
    for (const { secret } of [before, after]) {
      const key = decodeSecret(secret);
      const base64 = secret.slice('whsec_'.length);
      for (const text of [secret, base64, key.toString('hex'), Buffer.from(base64).toString('hex')]) {
        expect(row).not.toContain(text);
      }
      for (const bytes of [sealed, previous]) {
        expect(bytes.includes(key)).toBe(false);
        expect(bytes.includes(base64)).toBe(false);
      }
    }
    expect(JSON.stringify(service.logLines)).not.toContain(after.secret.slice('whsec_'.length));
  });

  it('of a webhook that was deleted, or is unknown, is a 404', async () => {
    const account = await service.createAccount();
    const { id } = await account.createWebhook();
    await account.call('deleteWebhook', { id });
    for (const unknown of [id, 'x']) {
      const answer = await service.as(account).call('getWebhookSecret', { id: unknown });
      expect([answer.status, answer.body.data.code]).toEqual([404, 3001]);
    }
  });
});
