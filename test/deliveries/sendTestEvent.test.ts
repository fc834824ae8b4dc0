import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { webhookEventTypes } from '../../generated/webhooks.js';
import { first } from '../support/delivering.js';
import { startDeliveriesService, type DeliveriesService } from '../support/deliveriesApi.js';
import { isVerified, signaturesOf } from '../support/signatures.js';

let service: DeliveriesService;
beforeAll(async () => {
  service = await startDeliveriesService({ WEBHOOK_TIMEOUT_SECONDS: '1' });
});
afterAll(() => service.stop());

describe('sendTestEvent', () => {
  it.each(webhookEventTypes)("sends the contract's own example of %s, signed and marked as a test", async (event) => {
    const target = await service.createTarget();
    const api = service.as(target.account);
    const answer = await api.sendTest(target.webhook.id, event);
    const request = first(target.receiver.requests);
    const examples = Object.values(service.contract.notifications.get(event)?.request?.examples ?? {});
    expect(JSON.parse(request.body)).toEqual(examples[0]);
    expect(request.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'Waypost/test',
      'webhook-id': answer.event_id,
      'webhook-test': 'true',
    });
    expect(isVerified((await api.secret(target.webhook.id)).secret, request)).toBe(true);
    expect(answer).toEqual({
      delivered: true,
      event_id: expect.stringMatching(/^test_[0-9a-f]{32}$/),
      started_at: expect.any(String),
      duration_millis: expect.any(Number),
      status_code: 200,
      error_kind: null,
      error_message: null,
      response_excerpt: '',
    });
  });

  it('says what the receiver answered when it does not acknowledge the test', async () => {
    const target = await service.createTarget();
    target.receiver.respondWith((_, response) => response.writeHead(500).end('no such table: routes'));
    expect(await service.as(target.account).sendTest(target.webhook.id, 'ROUTE_CREATED')).toMatchObject({
      delivered: false,
      status_code: 500,
      error_kind: null,
      error_message: null,
      response_excerpt: 'no such table: routes',
    });
  });

  it('says why there is no answer: nobody listens', async () => {
    const target = await service.createTarget();
    await target.receiver.close();
    expect(await service.as(target.account).sendTest(target.webhook.id, 'ROUTE_CREATED')).toMatchObject({
      delivered: false,
      status_code: null,
      error_kind: 'connection',
      error_message: expect.stringMatching(/./),
    });
  });

  it('says why there is no answer: it takes too long', async () => {
    const target = await service.createTarget();
    target.receiver.respondWith(() => undefined);
    expect(await service.as(target.account).sendTest(target.webhook.id, 'ROUTE_CREATED')).toMatchObject({
      delivered: false,
      status_code: null,
      error_kind: 'timeout',
    });
  });

  it('says why there is no answer: the host leads to an address that webhooks may not reach', async () => {
    const target = await service.createTarget();
    await service.pool.query('UPDATE webhooks SET url = $2 WHERE id = $1', [target.webhook.id, 'http://10.0.0.8/hook']);
    const answer = await service.as(target.account).sendTest(target.webhook.id, 'ROUTE_CREATED');
    expect(answer).toMatchObject({ delivered: false, status_code: null, error_kind: 'blocked' });
  });

  it('is signed with both secrets during the grace period of a rotation', async () => {
    const target = await service.createTarget();
    const api = service.as(target.account);
    const { secret: old } = await api.secret(target.webhook.id);
    const { secret } = await api.rotate(target.webhook.id);
    await api.sendTest(target.webhook.id, 'ROUTE_CREATED');
    const during = first(target.receiver.requests);
    expect([isVerified(old, during), isVerified(secret, during)]).toEqual([true, true]);
    await service.pool.query('UPDATE webhooks SET previous_secret_until = now() WHERE id = $1', [target.webhook.id]);
    await api.sendTest(target.webhook.id, 'ROUTE_CREATED');
    expect(target.receiver.requests.map((request) => signaturesOf(request).length)).toEqual([2, 1]);
  });

  it('is sent to a webhook that is disabled and did not ask for the event type, each time anew', async () => {
    const target = await service.createTarget({ events: ['ROUTE_CREATED'] });
    await target.account.call('updateWebhook', { id: target.webhook.id, body: { enabled: false } });
    const api = service.as(target.account);
    const answers = [1, 2].map(() => api.sendTest(target.webhook.id, 'ROUTE_STARTED'));
    const ids = (await Promise.all(answers)).map(({ event_id }) => event_id);
    expect(new Set(ids).size).toBe(2);
    expect(new Set(target.receiver.requests.map(({ headers }) => headers['webhook-id']))).toEqual(new Set(ids));
  });

  it('leaves no trace: no delivery, no event, no attempt, and the webhook as healthy or not as it was', async () => {
    const target = await service.createTarget();
    const { pool } = service;
    const state = () =>
      Promise.all([
        pool.query('SELECT * FROM webhooks WHERE id = $1', [target.webhook.id]),
        ...['events', 'deliveries', 'delivery_queue', 'attempts'].map((table) => pool.query(`SELECT * FROM ${table}`)),
      ]).then((results) => results.map(({ rows }) => rows as unknown));
    const before = await state();
    for (const status of [200, 410, 500]) {
      target.receiver.respondWith(status);
      await service.as(target.account).sendTest(target.webhook.id, 'ROUTE_CREATED');
    }
    expect(await state()).toEqual(before);
    expect((await service.as(target.account).list(target.webhook.id)).deliveries).toEqual([]);
  });

  it.each([
    [{}, ['/body/event']],
    [{ event: 'ROUTE_EATEN' }, ['/body/event']],
    [{ event: null }, ['/body/event']],
    [{ event: 'ROUTE_CREATED', payload: {} }, ['/body/payload']],
  ])('is a 400 with the place of the fault, and sends nothing: %j', async (body, places) => {
    const target = await service.createTarget();
    const { status, body: answer } = await service
      .as(target.account)
      .call('sendTestEvent', { id: target.webhook.id, body });
    expect([status, [...new Set(answer.data.errors?.map(({ path }) => path))]]).toEqual([400, places]);
    expect(target.receiver.requests).toEqual([]);
  });

  it('to a webhook that was deleted, or is unknown, is a 404', async () => {
    const target = await service.createTarget();
    const { call } = service.as(target.account);
    await target.account.call('deleteWebhook', { id: target.webhook.id });
    for (const id of [target.webhook.id, 'x']) {
      const { status, body } = await call('sendTestEvent', { id, body: { event: 'ROUTE_CREATED' } });
      expect([status, body.data.code]).toEqual([404, 3001]);
    }
    expect(target.receiver.requests).toEqual([]);
  });
});
