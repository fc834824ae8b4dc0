import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { first, type Target } from '../support/delivering.js';
import { eventually } from '../support/eventually.js';
import { startDeliveriesService, type DeliveriesService } from '../support/deliveriesApi.js';
import { isVerified, signaturesOf } from '../support/signatures.js';

let service: DeliveriesService;
beforeAll(async () => {
  service = await startDeliveriesService();
});
afterAll(() => service.stop());

/** Publishes an event, and returns it as it arrives. */
async function notification(target: Target) {
  const before = target.receiver.requests.length;
  await target.publish();
  const request = (await target.receiver.waitForRequests(before + 1)).at(-1);
  if (!request) throw new Error('Nothing arrived.');
  return request;
}

/** Lets the grace period of a webhook's old secret end. */
const passGracePeriod = (target: Target) =>
  service.pool.query(`UPDATE webhooks SET previous_secret_until = now() - interval '1 ms' WHERE id = $1`, [
    target.webhook.id,
  ]);

const secondsUntil = (time: string | null) => (Date.parse(time ?? '') - Date.now()) / 1_000;

describe('rotateWebhookSecret', () => {
  it('answers with the new secret and, unless told otherwise, lets the old one sign for a day', async () => {
    const target = await service.createTarget();
    const api = service.as(target.account);
    const { secret: old } = await api.secret(target.webhook.id);
    const rotated = await api.rotate(target.webhook.id);
    expect(rotated.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(rotated.secret).not.toBe(old);
    expect(Math.abs(secondsUntil(rotated.previous_secret_expires_at) - 86_400)).toBeLessThan(60);
    expect(await api.secret(target.webhook.id)).toEqual(rotated);
  });

  it('lets both secrets sign during the grace period, the new one first, and one of them alone before and after', async () => {
    const target = await service.createTarget();
    const api = service.as(target.account);
    const { secret: old } = await api.secret(target.webhook.id);
    const before = await notification(target);
    expect([signaturesOf(before).length, isVerified(old, before)]).toEqual([1, true]);

    const { secret } = await api.rotate(target.webhook.id, { grace_period_seconds: 3_600 });
    const during = await notification(target);
    expect(signaturesOf(during)).toHaveLength(2);
    expect([isVerified(old, during), isVerified(secret, during)]).toEqual([true, true]);
    const byNewAlone = { ...during, headers: { ...during.headers, 'webhook-signature': signaturesOf(during)[0] } };
    expect([isVerified(old, byNewAlone), isVerified(secret, byNewAlone)]).toEqual([false, true]);

    await passGracePeriod(target);
    const after = await notification(target);
    expect([signaturesOf(after).length, isVerified(old, after), isVerified(secret, after)]).toEqual([1, false, true]);
    expect(await api.secret(target.webhook.id)).toEqual({ secret, previous_secret_expires_at: null });
  });

  it('with a grace period of 0 lets the old secret sign no more', async () => {
    const target = await service.createTarget();
    const api = service.as(target.account);
    const { secret: old } = await api.secret(target.webhook.id);
    const rotated = await api.rotate(target.webhook.id, { grace_period_seconds: 0 });
    expect(rotated.previous_secret_expires_at).toBeNull();
    const request = await notification(target);
    expect([signaturesOf(request).length, isVerified(old, request), isVerified(rotated.secret, request)]).toEqual([
      1,
      false,
      true,
    ]);
    const { rows } = await service.pool.query(
      'SELECT previous_sealed_secret, previous_secret_until FROM webhooks WHERE id = $1',
      [target.webhook.id],
    );
    expect(rows).toEqual([{ previous_sealed_secret: null, previous_secret_until: null }]);
  });

  it('again ends the grace period of the secret before the last', async () => {
    const target = await service.createTarget();
    const api = service.as(target.account);
    const { secret: oldest } = await api.secret(target.webhook.id);
    const { secret: second } = await api.rotate(target.webhook.id);
    const { secret: third } = await api.rotate(target.webhook.id);
    const request = await notification(target);
    expect([oldest, second, third].map((secret) => isVerified(secret, request))).toEqual([false, true, true]);
  });

  it('signs each attempt with the secrets of its time: also one of an event from before the rotation', async () => {
    const target = await service.createTarget();
    const api = service.as(target.account);
    await notification(target);
    const { secret } = await api.rotate(target.webhook.id, { grace_period_seconds: 0 });
    // A retry of what is still being attempted would be that attempt.
    const { id } = await eventually(async () =>
      first((await api.list(target.webhook.id, 'state=succeeded')).deliveries),
    );
    await api.retry(id);
    const [, request] = await target.receiver.waitForRequests(2);
    expect(request && isVerified(secret, request)).toBe(true);
  });

  it('takes up to 30 days of grace', async () => {
    const target = await service.createTarget();
    const rotated = await service.as(target.account).rotate(target.webhook.id, { grace_period_seconds: 2_592_000 });
    expect(Math.abs(secondsUntil(rotated.previous_secret_expires_at) - 2_592_000)).toBeLessThan(60);
  });

  it.each([
    [{ grace_period_seconds: -1 }, '/body/grace_period_seconds'],
    [{ grace_period_seconds: 2_592_001 }, '/body/grace_period_seconds'],
    [{ grace_period_seconds: 1.5 }, '/body/grace_period_seconds'],
    [{ grace_period_seconds: '60' }, '/body/grace_period_seconds'],
    [{ grace_period_seconds: null }, '/body/grace_period_seconds'],
    [{ secret: 'whsec_of_my_own' }, '/body/secret'],
  ])('is a 400 with the place of the fault, and changes nothing: %j', async (body, place) => {
    const account = await service.createAccount();
    const { id } = await account.createWebhook();
    const api = service.as(account);
    const before = await api.secret(id);
    const answer = await api.call('rotateWebhookSecret', { id, body });
    expect([answer.status, answer.body.data.errors?.map(({ path }) => path)]).toEqual([400, [place]]);
    expect(await api.secret(id)).toEqual(before);
  });

  it('of a webhook that was deleted, or is unknown, is a 404', async () => {
    const account = await service.createAccount();
    const { id } = await account.createWebhook();
    await account.call('deleteWebhook', { id });
    for (const unknown of [id, 'x']) {
      const answer = await service.as(account).call('rotateWebhookSecret', { id: unknown, body: {} });
      expect([answer.status, answer.body.data.code]).toEqual([404, 3001]);
    }
  });
});
