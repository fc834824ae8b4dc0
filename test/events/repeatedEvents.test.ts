import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { deliveriesOf, statesOf } from '../support/deliveryRows.js';
import { routeCreated, startDeliveryService, type DeliveryService, type Target } from '../support/delivering.js';
import { eventually } from '../support/eventually.js';

let service: DeliveryService;
let target: Target;
beforeAll(async () => {
  service = await startDeliveryService();
  target = await service.createTarget();
});
afterAll(() => service.stop());

let ids = 0;
/** An event with an id that no other test uses. */
function identified() {
  ids += 1;
  return { ...routeCreated(target.account.id), id: `event-${ids}` };
}

/** The bodies that arrived under this id, once every delivery of the webhook is over. */
async function received(id: string): Promise<string[]> {
  await eventually(async () => {
    expect(Object.keys(await statesOf(service.pool, target.webhook.id))).toEqual(['succeeded']);
  });
  return target.receiver.requests.filter(({ headers }) => headers['webhook-id'] === id).map(({ body }) => body);
}

describe('an event that is published again under the same id', () => {
  it('in a later request is answered like the first time and delivered once', async () => {
    const event = identified();
    const [once] = await service.publish([event]);
    const again = await service.publish([identified(), event, identified()]);
    expect(again[1]).toEqual(once);
    expect(await received(event.id)).toHaveLength(1);
  });

  it('is answered like the first time when other webhooks would match now', async () => {
    const event = { ...identified(), dc_id: 'later' };
    expect(await service.publish([event])).toEqual([{ id: event.id, deliveries: 0 }]);
    const { id } = await target.account.createWebhook({ dc_ids: ['later'] });
    expect(await service.publish([event])).toEqual([{ id: event.id, deliveries: 0 }]);
    expect(await deliveriesOf(service.pool, id)).toEqual([]);
  });

  it('with other content is answered like the first time, and the first content is what is sent', async () => {
    const event = identified();
    await service.publish([{ ...event, content: 'first' }]);
    expect(await service.publish([{ ...event, content: 'second', dc_id: 'none' }])).toEqual([
      { id: event.id, deliveries: 1 },
    ]);
    expect((await received(event.id)).map((body) => JSON.parse(body) as object)).toMatchObject([{ content: 'first' }]);
  });

  it('in the same request is answered twice and delivered once', async () => {
    const event = identified();
    expect(await service.publish([event, identified(), event])).toMatchObject([
      { id: event.id, deliveries: 1 },
      { deliveries: 1 },
      { id: event.id, deliveries: 1 },
    ]);
    expect(await received(event.id)).toHaveLength(1);
  });

  it('in concurrent requests, in any order, is answered the same by all and delivered once', async () => {
    const events = Array.from({ length: 20 }, identified);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) => service.publish(i % 2 === 0 ? events : events.toReversed())),
    );
    const expected = events.map(({ id }) => ({ id, deliveries: 1 }));
    answers.forEach((answer, i) => {
      expect(answer).toEqual(i % 2 === 0 ? expected : expected.toReversed());
    });
    for (const { id } of events) expect(await received(id)).toHaveLength(1);
  });

  it('is the same event however its account is written', async () => {
    const event = identified();
    await service.publish([event]);
    expect(await service.publish([{ ...event, account_id: event.account_id.toUpperCase() }])).toEqual([
      { id: event.id, deliveries: 1 },
    ]);
    expect(await received(event.id)).toHaveLength(1);
  });

  it('for another account is another event', async () => {
    const event = identified();
    const other = await service.createTarget();
    await service.publish([event]);
    expect(await service.publish([{ ...event, account_id: other.account.id }])).toEqual([
      { id: event.id, deliveries: 1 },
    ]);
    await other.receiver.waitForRequests(1);
    expect(await received(event.id)).toHaveLength(1);
  });
});
