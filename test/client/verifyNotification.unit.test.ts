import { describe, expect, it } from '@jest/globals';
import type { IncomingHttpHeaders } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { generateSecret } from '../../src/signing/sign.js';
import {
  InvalidNotification,
  InvalidSignature,
  verifyNotification,
  type Notification,
  type RequestHeaders,
} from '@waypost/client/receiver';
import { contractCheck } from '../support/contract.js';

const secret = generateSecret();
const otherSecret = generateSecret();
const notification = { event: 'ROUTE_STARTED', hook_timestamp_millis: 1_767_261_600_000, dc_id: '1', route_id: 'R-1' };

interface SignedRequest {
  headers: Record<string, string>;
  body: string;
}

/** A request as a sender that has the secret makes it, signed by the independent package. */
function signed(payload: unknown, { by = secret, at = new Date(), id = 'e-1' } = {}): SignedRequest {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook(by).sign(id, at, body),
  };
  return { headers, body };
}

async function refusalOf(
  secrets: string | readonly string[],
  headers: RequestHeaders,
  body: string,
): Promise<InvalidSignature> {
  try {
    await verifyNotification(secrets, headers, body);
  } catch (error) {
    if (error instanceof InvalidSignature) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

async function faultsOf(payload: unknown): Promise<InvalidNotification['faults']> {
  const { headers, body } = signed(payload);
  try {
    await verifyNotification(secret, headers, body);
  } catch (error) {
    if (error instanceof InvalidNotification) return error.faults;
    throw error;
  }
  return [];
}

describe('verifyNotification', () => {
  it("returns the contract's example of every event type, with its id and when it was signed", async () => {
    const { notifications } = await contractCheck('webhooks');
    expect(notifications.size).toBeGreaterThan(0);
    for (const { request } of notifications.values()) {
      for (const example of Object.values(request?.examples ?? {})) {
        const { headers, body } = signed(example, { at: new Date(), id: 'route-1' });
        const verified = await verifyNotification(secret, headers, body);
        const sentAt = new Date(Number(headers['webhook-timestamp']) * 1_000);
        expect(verified).toEqual({ id: 'route-1', sentAt, test: false, notification: example });
      }
    }
  });

  it('returns a union that the event tells apart, for the compiler, too', async () => {
    const { headers, body } = signed({ ...notification, event: 'WAYPOINT_STATUS_CHANGED', waypoint_id: 'W-7', eta: 5 });
    const verified = (await verifyNotification(secret, headers, body)).notification;
    expect(placeOf(verified)).toBe('W-7');
    // @ts-expect-error -- only the notification of one event type has it
    expect(verified.waypoint_id).toBe('W-7');
    expect('eta' in verified && verified.eta).toBe(5);
  });

  it('takes the headers of node:http, of Express, of the Fetch API, and of gateways that keep the case', async () => {
    const { headers, body } = signed(notification);
    const shouted = Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value] as const);
    const incoming: IncomingHttpHeaders = { ...headers, host: 'localhost', 'set-cookie': ['a', 'b'] };
    const several = Object.fromEntries(shouted.map(([name, value]) => [name, [value]]));
    for (const form of [headers, incoming, new Headers(headers), Object.fromEntries(shouted), several]) {
      expect(await verifyNotification(secret, form, body)).toMatchObject({ id: 'e-1', notification });
    }
  });

  it('takes the body as a string, a Buffer, or a part of one', async () => {
    const { headers, body } = signed({ ...notification, text: 'Zürich ✓ 🚚' });
    const part = Buffer.from(`[[${body}]]`).subarray(2, -2);
    for (const form of [body, Buffer.from(body), new Uint8Array(Buffer.from(body)), part]) {
      expect(await verifyNotification(secret, headers, form)).toMatchObject({ notification: { text: 'Zürich ✓ 🚚' } });
    }
  });

  it('takes several secrets, any of which may have signed', async () => {
    const { headers, body } = signed(notification);
    expect(await verifyNotification([otherSecret, secret], headers, body)).toMatchObject({ id: 'e-1' });
    expect(await refusalOf([otherSecret, generateSecret()], headers, body)).toMatchObject({ reason: 'signature' });
  });

  it('takes several signatures, one of which is of the secret', async () => {
    const { headers, body } = signed(notification);
    const both = `${signed(notification, { by: otherSecret }).headers['webhook-signature'] ?? ''} `;
    const rotating = { ...headers, 'webhook-signature': both + (headers['webhook-signature'] ?? '') };
    expect(await verifyNotification(secret, rotating, body)).toMatchObject({ id: 'e-1' });
    expect(await verifyNotification(otherSecret, rotating, body)).toMatchObject({ id: 'e-1' });
  });

  it('tells a test event', async () => {
    const { headers, body } = signed(notification);
    expect(await verifyNotification(secret, { ...headers, 'webhook-test': 'true' }, body)).toMatchObject({
      test: true,
    });
  });

  it('refuses what was altered, in the body or in a signed header', async () => {
    const { headers, body } = signed(notification);
    const earlier = String(Number(headers['webhook-timestamp']) - 1);
    expect(await refusalOf(secret, headers, `${body} `)).toMatchObject({ reason: 'signature' });
    expect(await refusalOf(secret, { ...headers, 'webhook-id': 'e-2' }, body)).toMatchObject({ reason: 'signature' });
    expect(await refusalOf(secret, { ...headers, 'webhook-timestamp': earlier }, body)).toMatchObject({
      reason: 'signature',
    });
    expect(await refusalOf(secret, { ...headers, 'webhook-signature': 'v1,' }, body)).toMatchObject({
      reason: 'signature',
    });
    expect(await refusalOf(secret, { ...headers, 'webhook-signature': 'v1a,x' }, body)).toMatchObject({
      reason: 'signature',
    });
  });

  it('refuses what was signed more than five minutes ago or ahead, and says by how much', async () => {
    const minutesAway = (minutes: number) => new Date(Date.now() + minutes * 60_000);
    const old = signed(notification, { at: minutesAway(-6) });
    expect(await refusalOf(secret, old.headers, old.body)).toMatchObject({
      reason: 'timestamp',
      message: expect.stringMatching(/signed 36\d seconds ago; 300 are tolerated/),
    });
    const early = signed(notification, { at: minutesAway(6) });
    expect(await refusalOf(secret, early.headers, early.body)).toMatchObject({
      reason: 'timestamp',
      message: expect.stringMatching(/3[56]\d seconds ahead of this clock/),
    });
    const recent = signed(notification, { at: minutesAway(-4) });
    expect(await verifyNotification(secret, recent.headers, recent.body)).toMatchObject({ id: 'e-1' });
  });

  it('names the headers that are missing or can not be read', async () => {
    const { headers, body } = signed(notification);
    expect(await refusalOf(secret, {}, body)).toMatchObject({
      reason: 'headers',
      message: 'The request has no webhook-id, webhook-timestamp, webhook-signature.',
    });
    expect(await refusalOf(secret, { ...headers, 'webhook-signature': '' }, body)).toMatchObject({
      message: 'The request has no webhook-signature.',
    });
    expect(await refusalOf(secret, { ...headers, 'webhook-timestamp': 'now' }, body)).toMatchObject({
      reason: 'headers',
    });
  });

  it('lists every fault of what was signed but is not as the contract describes', async () => {
    expect(await faultsOf({ ...notification, event: 'WAYPOINT_STATUS_CHANGED', dc_id: 1 })).toEqual([
      { path: '/waypoint_id', message: 'is missing' },
      { path: '/dc_id', message: 'must be a string, not a number' },
    ]);
    expect(await faultsOf({ ...notification, event: 'ROUTE_LOST' })).toEqual([
      { path: '/event', message: expect.stringMatching(/^must be one of ROUTE_CREATED, /) },
    ]);
    expect(await faultsOf('route started')).toEqual([{ path: '', message: 'must be JSON' }]);
    for (const other of [null, [], 1, 'null', { event: { ROUTE_STARTED: 1 } }]) {
      expect(await faultsOf(JSON.stringify(other))).toMatchObject([{ path: '/event' }]);
    }
  });

  it("tells the receiver's own mistakes from a bad request, and shows no secret", async () => {
    const { headers, body } = signed(notification);
    // As a caller without a compiler would.
    const untyped = verifyNotification as (...args: unknown[]) => Promise<unknown>;
    await expect(untyped(secret, headers, JSON.parse(body))).rejects.toThrow(new TypeError(expressHint));
    await expect(untyped(secret, headers, undefined)).rejects.toThrow(new TypeError(expressHint));
    await expect(untyped(undefined, headers, body)).rejects.toThrow(
      new TypeError('There is no secret to verify with.'),
    );
    await expect(verifyNotification([], headers, body)).rejects.toThrow(TypeError);
    const noSecret = new TypeError('A secret has to be as Waypost gave it: whsec_ and base64.');
    for (const other of ['whsec_!hidden!', 'whsec_', secret.replace('whsec_', '')]) {
      await expect(verifyNotification([other], {}, body)).rejects.toThrow(noSecret);
    }
  });
});

const expressHint = 'The body has to be the raw one, a string or a Buffer: with Express, use express.raw().';

function placeOf(notification: Notification): string {
  switch (notification.event) {
    case 'WAYPOINT_STATUS_CHANGED':
      return notification.waypoint_id;
    default:
      return notification.route_id;
  }
}
