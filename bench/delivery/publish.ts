import { Pool } from 'undici';
import { DEFAULT_MAX_EVENT_BYTES } from '../../checks/eventLimits.js';
import { acceptEvents, type AcceptableEvent, type PublishedEvent } from '../../src/events/acceptEvents.js';
import { storeEvents } from '../../src/events/storeEvents.js';
import type { Stage } from './stage.js';

/** An event that three of an account's webhooks match. */
export function benchEvent({ accountId }: Pick<Stage, 'accountId'>, dcId = 'bench'): PublishedEvent {
  const published_at = performance.timeOrigin + performance.now();
  return {
    account_id: accountId,
    event: 'ROUTE_CREATED',
    hook_timestamp_millis: Math.floor(published_at),
    dc_id: dcId,
    route_id: 'R-1001',
    published_at,
  };
}

/** Events as the API would have stored. */
export function accept(events: PublishedEvent[]): AcceptableEvent[] {
  const acceptance = acceptEvents(events, DEFAULT_MAX_EVENT_BYTES, '');
  if (!acceptance.ok) throw new Error('The events of the benchmark are not acceptable.');
  return acceptance.events;
}

/** Stores events without a server, for workers to find. */
export async function storeBacklog(stage: Stage, events: number, dcId = 'bench'): Promise<void> {
  for (let stored = 0; stored < events; stored += 1_000) {
    const batch = Array.from({ length: Math.min(1_000, events - stored) }, () => benchEvent(stage, dcId));
    await storeEvents(stage.database.sql, accept(batch));
  }
  await stage.database.patientSql.query('ANALYZE delivery_queue');
}

interface Publishing {
  url: string;
  eventsPerRequest: number;
  connections: number;
  millis: number;
  /** Publishes at this rate; as fast as it goes if left out. */
  requestsPerSecond?: number;
}

export interface Published {
  /** How many events were accepted. */
  events: number;
  perSecond: number;
  /** From each request to the end of its answer. */
  latencyMillis: number[];
}

/** Publishes through the API for a while. */
export async function publish(stage: Stage, options: Publishing): Promise<Published> {
  const { url, eventsPerRequest, connections, millis, requestsPerSecond } = options;
  const pool = new Pool(url, { connections, pipelining: 1 });
  const start = performance.now();
  const latencyMillis: number[] = [];

  async function send(): Promise<void> {
    const sentAt = performance.now();
    const events = Array.from({ length: eventsPerRequest }, () => benchEvent(stage));
    const { statusCode, body } = await pool.request({
      method: 'POST',
      path: '/events',
      headers: { authorization: `Bearer ${stage.publisherKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ events }),
    });
    const text = await body.text();
    if (statusCode !== 202) throw new Error(`POST /events was answered with ${statusCode}: ${text}`);
    latencyMillis.push(performance.now() - sentAt);
  }

  if (requestsPerSecond) {
    const sent: Promise<void>[] = [];
    for (let due = 0; due < millis; due += 1_000 / requestsPerSecond) {
      const wait = start + due - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      sent.push(send());
    }
    await Promise.all(sent);
  } else {
    const connection = async () => {
      while (performance.now() < start + millis) await send();
    };
    await Promise.all(Array.from({ length: connections }, connection));
  }
  const events = latencyMillis.length * eventsPerRequest;
  const perSecond = events / ((performance.now() - start) / 1_000);
  await pool.destroy();
  return { events, perSecond, latencyMillis };
}
