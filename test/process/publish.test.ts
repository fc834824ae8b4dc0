import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startDeliveryService, type DeliveryService } from '../support/delivering.js';
import { waypost, type Ended } from '../support/childProcess.js';

let service: DeliveryService;
beforeAll(async () => {
  service = await startDeliveryService();
});
afterAll(() => service.stop());

function publish(args: string[], environment: Record<string, string> = {}): Promise<Ended> {
  const keys = { WAYPOST_URL: service.url, WAYPOST_PUBLISHER_KEY: service.publisherKey };
  return waypost(['publish', '--dc', '1', '--route', 'R-1', ...args], { ...keys, ...environment });
}

describe('waypost publish', () => {
  it('publishes further fields as text or as JSON, under an id of its own, and prints the answer as JSON', async () => {
    const target = await service.createTarget();
    const fields = ['waypoint_id=7', 'stop:=3', 'tags:=["a", 1]', 'note=a=b'];
    const published = await publish([
      ...['--event', 'WAYPOINT_STATUS_CHANGED', '--account', target.account.id, '--id', 'my-1', '--json'],
      ...fields.flatMap((field) => ['--field', field]),
    ]);
    expect(published).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(published.stdout)).toEqual({ id: 'my-1', deliveries: 1 });
    const [request] = await target.receiver.waitForRequests(1);
    expect(request?.headers['webhook-id']).toBe('my-1');
    expect(JSON.parse(request?.body ?? '')).toEqual({
      event: 'WAYPOINT_STATUS_CHANGED',
      hook_timestamp_millis: expect.any(Number),
      dc_id: '1',
      route_id: 'R-1',
      waypoint_id: '7',
      stop: 3,
      tags: ['a', 1],
      note: 'a=b',
    });
  });

  it('says when nobody asked for the event', async () => {
    const { id } = await service.createAccount();
    const { code, stdout } = await publish(['--event', 'ROUTE_STARTED'], { WAYPOST_ACCOUNT_ID: id });
    expect(code).toBe(0);
    expect(stdout).toMatch(/: 0 deliveries; no enabled webhook of the account asked for ROUTE_STARTED of DC 1\n$/);
  });

  it('prints the code, the message and every fault of a refusal', async () => {
    const { id } = await service.createAccount();
    const { code, stdout, stderr } = await publish([
      ...['--event', 'WAYPOINT_STATUS_CHANGED', '--account', id, '--field', 'hook_timestamp_millis=now'],
    ]);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^waypost: The published events are not acceptable\. \(error 1200\)$/m);
    expect(stderr).toMatch(/^ {2}\/body\/events\/0\/waypoint_id: is missing$/m);
    expect(stderr).toMatch(/^ {2}\/body\/events\/0\/hook_timestamp_millis: must be a whole number, not a string$/m);
  });

  it('refuses what it can not send, and says what it needs', async () => {
    const started = ['--event', 'ROUTE_STARTED'];
    const refusals = await Promise.all([
      publish(started),
      publish([...started, '--account', 'x'], { WAYPOST_PUBLISHER_KEY: '' }),
      publish([...started, '--field', 'dc_id=2']),
      publish([...started, '--field', 'stop:=three']),
      publish([...started, '--account', 'x'], { WAYPOST_URL: 'localhost:8080' }),
      publish([...started, '--account', 'x'], { WAYPOST_URL: 'http://127.0.0.1:9' }),
    ]);
    expect(refusals.map(({ code }) => code)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(refusals.map(({ stderr }) => stderr)).toEqual([
      expect.stringContaining('name the account: --account <id>, or WAYPOST_ACCOUNT_ID'),
      expect.stringContaining('WAYPOST_PUBLISHER_KEY is not set'),
      expect.stringContaining('dc_id has an option of its own: --dc.'),
      expect.stringContaining('The value is not JSON'),
      expect.stringContaining('WAYPOST_URL has to be a URL such as http://127.0.0.1:8080'),
      expect.stringContaining("http://127.0.0.1:9 can't be reached: "),
    ]);
  });
});
