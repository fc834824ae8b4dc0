import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createLanes, type Lanes } from '../../src/deliveries/lanes.js';
import type { ClaimedDelivery } from '../../src/deliveries/claim.js';

const BODY_BYTES = 1_000;
let deliveries = 0;
function claimed(webhookId: string, count: number): ClaimedDelivery[] {
  return Array.from({ length: count }, () => {
    deliveries += 1;
    const webhook = { url: 'https://example.com/', enabled: true, sealedSecrets: [], failingSince: null };
    const ids = { deliveryId: `d${deliveries}`, webhookId, accountId: 'a', eventId: 'e' };
    return {
      ...ids,
      eventType: 'ROUTE_CREATED',
      attemptNumber: 1,
      body: Buffer.from('{}'),
      bodyBytes: BODY_BYTES,
      manual: false,
      createdMillis: Date.now(),
      webhook,
    };
  });
}

/** A delivery that was handed out. */
const of = (webhookId: string) => ({ webhookId, bodyBytes: BODY_BYTES });

/** Hands out what may be sent now. */
function takeAll(lanes: Lanes): string[] {
  const webhookIds: string[] = [];
  for (let delivery = lanes.next(); delivery; delivery = lanes.next()) webhookIds.push(delivery.webhookId);
  return webhookIds;
}

const ok = { ok: true, durationMillis: 20 };
const failed = { ok: false, durationMillis: 20 };
const hung = { ok: false, durationMillis: 10_000 };

/** Makes a lane as wide or narrow as these attempts leave it, with nothing going on in it. */
function experience(lanes: Lanes, webhookId: string, attempts: (typeof ok | null)[]): void {
  for (const attempt of attempts) {
    lanes.addClaimed(claimed(webhookId, 1), {}, false);
    expect(lanes.next()?.webhookId).toBe(webhookId);
    lanes.finished(of(webhookId), attempt);
  }
}

/** How many of a lane may be sent at the same time. */
function width(lanes: Lanes, webhookId: string): number {
  lanes.addClaimed(claimed(webhookId, 100), {}, false);
  return takeAll(lanes).filter((id) => id === webhookId).length;
}

describe('a lane', () => {
  it.each([
    ['starts with 4 at the same time', 50, [], 4],
    ['starts with no more than a webhook may have', 3, [], 3],
    ['widens by one with every success', 50, Array<typeof ok>(5).fill(ok), 9],
    ['widens up to what a webhook may have', 10, Array<typeof ok>(20).fill(ok), 10],
    ['halves with every failure', 50, [failed], 2],
    ['narrows down to one at a time, not to none', 50, Array<typeof ok>(10).fill(failed), 1],
    ['recovers from failure one by one', 50, [...Array<typeof ok>(10).fill(failed), ok, ok], 3],
    ['learns nothing from what was not sent', 50, Array<null>(10).fill(null), 4],
    ['that failed learns nothing from what was not sent either', 50, [failed, ...Array<null>(10).fill(null)], 2],
  ])('%s', (_, maxPerWebhook, attempts, expected) => {
    const lanes = createLanes({ maxInFlight: 100, maxPerWebhook });
    experience(lanes, 'a', attempts);
    expect(width(lanes, 'a')).toBe(expected);
  });

  it('goes on with the next delivery, the oldest first, as soon as one is over', () => {
    const lanes = createLanes({ maxInFlight: 100, maxPerWebhook: 2 });
    const [first, second, third] = claimed('a', 3);
    lanes.add([first, second, third].flatMap((delivery) => delivery ?? []));
    expect([lanes.next(), lanes.next(), lanes.next()]).toEqual([first, second, null]);
    lanes.finished(of('a'), ok);
    expect([lanes.next(), lanes.next()]).toEqual([third, null]);
  });

  it('asks for more once half of what it may send has been sent, if the last claim took all that it was offered', () => {
    const lanes = createLanes({ maxInFlight: 100, maxPerWebhook: 8 });
    experience(lanes, 'a', [ok, ok, ok, ok]);
    lanes.addClaimed(claimed('a', 8), { a: 8 }, false);
    takeAll(lanes);
    expect(lanes.finished(of('a'), ok)).toBe(true);
    lanes.addClaimed(claimed('a', 1), { a: 50 }, false);
    expect(lanes.finished(of('a'), ok)).toBe(false);
  });
});

describe('what is handed over', () => {
  it('goes to lanes with no backlog in the queue: what is older is not overtaken', () => {
    const lanes = createLanes({ maxInFlight: 100, maxPerWebhook: 50 });
    lanes.addClaimed([...claimed('behind', 4), ...claimed('up to date', 3)], {}, true);
    expect(lanes.freeToHandOver()).toEqual({ behind: 0, 'up to date': 1 });
    expect(lanes.freePerWebhook()).toEqual({ behind: 0, 'up to date': 1 });
    takeAll(lanes);
    lanes.finished(of('behind'), ok);
    expect(lanes.freePerWebhook()).toMatchObject({ behind: 127 });
    lanes.addClaimed([], { behind: 127 }, false); // the walk may not have come so far
    expect(lanes.freeToHandOver()).toMatchObject({ behind: 0 });
    lanes.addClaimed([], { behind: 127 }, true);
    expect(lanes.freeToHandOver()).toMatchObject({ behind: 127 });
  });

  it('may have left a rest in the queue, which is claimed as soon as there is room, and not only when it is looked for', () => {
    const lanes = createLanes({ maxInFlight: 100, maxPerWebhook: 2 });
    lanes.add(claimed('a', 2));
    takeAll(lanes);
    lanes.addClaimed([], lanes.freePerWebhook(), true);
    expect(lanes.freeToHandOver()).toEqual({ a: 0 });
    expect(lanes.finished(of('a'), ok)).toBe(true);
    lanes.addClaimed([], { a: 1 }, true);
    expect(lanes.finished(of('a'), ok)).toBe(false);
  });

  it('is told of a few hundred webhooks; with more, everything is claimed', () => {
    const lanes = createLanes({ maxInFlight: 1_000, maxPerWebhook: 50 });
    for (let i = 0; i < 250; i += 1) lanes.add(claimed(`webhook ${i}`, 1));
    expect(Object.keys(lanes.freeToHandOver() ?? {})).toHaveLength(250);
    lanes.add(claimed('one more', 1));
    expect(lanes.freeToHandOver()).toBeNull();
  });
});

describe('the bytes of notifications', () => {
  it('are counted until an attempt is over, or what waits is given back', () => {
    const lanes = createLanes({ maxInFlight: 2, maxPerWebhook: 50 });
    const all = lanes.roomBytes();
    lanes.add(claimed('a', 5));
    expect(lanes.roomBytes()).toBe(all - 5 * BODY_BYTES);
    takeAll(lanes);
    lanes.finished(of('a'), failed);
    expect(lanes.roomBytes()).toBe(all - 4 * BODY_BYTES);
    lanes.drain();
    expect(lanes.roomBytes()).toBe(all - BODY_BYTES);
    lanes.finished(of('a'), null);
    expect(lanes.roomBytes()).toBe(all);
  });
});

describe('an attempt that is no delivery', () => {
  it('takes a place of the webhook, which deliveries do without until it is over', () => {
    const lanes = createLanes({ maxInFlight: 100, maxPerWebhook: 3 });
    expect([lanes.enter('a'), lanes.enter('a')]).toEqual([true, true]);
    lanes.add([...claimed('a', 2), ...claimed('b', 1)]);
    expect(takeAll(lanes)).toEqual(['a', 'b']);
    expect([lanes.enter('a'), lanes.inFlight()]).toEqual([false, 4]);
    lanes.finished(of('a'), null);
    expect(takeAll(lanes)).toEqual(['a']);
    expect(lanes.enter('a')).toBe(false);
  });

  it('may go on beside the only delivery of a webhook that fails, and holds back the next', () => {
    const lanes = createLanes({ maxInFlight: 100, maxPerWebhook: 3 });
    experience(lanes, 'a', [failed, failed]);
    lanes.add(claimed('a', 2));
    expect(takeAll(lanes)).toEqual(['a']);
    expect(lanes.enter('a')).toBe(true);
    lanes.finished(of('a'), failed);
    expect(takeAll(lanes)).toEqual([]);
    lanes.finished(of('a'), null);
    expect(takeAll(lanes)).toEqual(['a']);
  });

  it('is one of those of the process, and one of the slow ones if its lane is slow', () => {
    const lanes = createLanes({ maxInFlight: 2, maxPerWebhook: 50 });
    experience(lanes, 'slow', [hung]);
    expect(lanes.enter('slow')).toBe(true);
    lanes.add([...claimed('slow', 1), ...claimed('quick', 1)]);
    expect(takeAll(lanes)).toEqual(['quick']);
    expect(lanes.enter('other')).toBe(false);
    lanes.finished(of('quick'), ok);
    expect([lanes.enter('other'), lanes.inFlight()]).toEqual([true, 2]);
  });
});

describe('lanes', () => {
  it('take turns, however long one of them is', () => {
    const lanes = createLanes({ maxInFlight: 9, maxPerWebhook: 50 });
    for (const [webhookId, count] of [
      ['a', 100],
      ['b', 4],
      ['c', 2],
    ] as const)
      lanes.addClaimed(claimed(webhookId, count), {}, false);
    expect(takeAll(lanes).join('')).toBe('abcabcaba'.slice(0, 9));
  });

  it('never have more in flight than the process may', () => {
    const lanes = createLanes({ maxInFlight: 5, maxPerWebhook: 50 });
    for (const webhookId of ['a', 'b', 'c']) lanes.addClaimed(claimed(webhookId, 8), {}, false);
    expect(takeAll(lanes)).toHaveLength(5);
    expect([lanes.inFlight(), lanes.room()]).toEqual([5, 10 - 24]);
    lanes.finished(of('a'), ok);
    expect(takeAll(lanes)).toHaveLength(1);
  });

  it('that are slow take half of the process at the most, and leave the rest to the others behind them', () => {
    const lanes = createLanes({ maxInFlight: 10, maxPerWebhook: 50 });
    const slow = Array.from({ length: 20 }, (_, i) => `slow${i}`);
    for (const webhookId of slow) experience(lanes, webhookId, [hung]);
    for (const webhookId of slow) lanes.addClaimed(claimed(webhookId, 4), {}, false);
    expect(takeAll(lanes)).toHaveLength(5);
    lanes.add([...claimed('quick', 20), ...claimed('quick too', 20)]);
    expect(takeAll(lanes)).toEqual(['quick', 'quick too', 'quick', 'quick too', 'quick']);
    lanes.finished(of('slow0'), hung);
    expect(takeAll(lanes)).toHaveLength(1);
    expect(lanes.inFlight()).toBe(10);
  });

  it('that are no longer slow are no longer held back', () => {
    const lanes = createLanes({ maxInFlight: 12, maxPerWebhook: 50 });
    experience(lanes, 'a', [{ ok: true, durationMillis: 1_500 }]);
    expect(width(lanes, 'a')).toBe(5);
    for (let i = 0; i < 5; i += 1) lanes.finished(of('a'), ok);
    expect(takeAll(lanes)).toHaveLength(8);
  });

  it('that were busy and hang all of a sudden leave room for others', () => {
    const lanes = createLanes({ maxInFlight: 100, maxPerWebhook: 50 });
    const busy = ['busy0', 'busy1', 'busy2', 'busy3'];
    for (const webhookId of busy) experience(lanes, webhookId, Array<typeof ok>(50).fill(ok));
    lanes.add(busy.flatMap((webhookId) => claimed(webhookId, 100)));
    expect(takeAll(lanes)).toHaveLength(50); // the first half of the process: what they have is more than the second half allows
    expect(width(lanes, 'another')).toBe(4);
    expect(width(lanes, 'and another')).toBe(4);
  });

  it('that failed are told to the next claim, until they have recovered', () => {
    const lanes = createLanes({ maxInFlight: 100, maxPerWebhook: 50 });
    experience(lanes, 'a', [failed]);
    expect(lanes.freePerWebhook()).toEqual({ a: 2 });
    experience(lanes, 'a', [ok, ok]);
    expect(lanes.freePerWebhook()).toEqual({});
  });

  it('that failed are narrow the next time, too', () => {
    const lanes = createLanes({ maxInFlight: 100, maxPerWebhook: 50 });
    experience(lanes, 'dead', [hung, hung, hung]);
    expect(width(lanes, 'dead')).toBe(1);
  });

  it('are given back what waits when they are drained, and nothing is sent after it', () => {
    const lanes = createLanes({ maxInFlight: 3, maxPerWebhook: 2 });
    const all = [...claimed('a', 4), ...claimed('b', 4)];
    lanes.add(all);
    const sent = [lanes.next(), lanes.next(), lanes.next()];
    const drained = lanes.drain();
    expect(new Set([...sent, ...drained])).toEqual(new Set(all));
    expect([drained.length, lanes.next(), lanes.inFlight(), lanes.room()]).toEqual([5, null, 3, 3]);
    for (const delivery of sent) lanes.finished(of(delivery?.webhookId ?? ''), ok);
    expect([lanes.next(), lanes.inFlight(), lanes.room()]).toEqual([null, 0, 6]);
  });
});

describe('what a claim may take', () => {
  it('is nothing of a lane that is at its bound, and what is free of the others', () => {
    const lanes = createLanes({ maxInFlight: 100, maxPerWebhook: 50 });
    lanes.add([...claimed('full', 20), ...claimed('busy', 3)]);
    takeAll(lanes);
    expect(lanes.freePerWebhook()).toEqual({ full: 0, busy: 1 });
  });

  it('is work ahead for half a second of a lane that is quick, and none of one that is slow or fails', () => {
    const lanes = createLanes({ maxInFlight: 100, maxPerWebhook: 50 });
    experience(lanes, 'quick', [{ ok: true, durationMillis: 100 }]);
    experience(lanes, 'slow', [{ ok: true, durationMillis: 5_000 }]);
    experience(lanes, 'failing', [failed]);
    lanes.add([...claimed('quick', 1), ...claimed('slow', 1), ...claimed('failing', 1)]);
    takeAll(lanes);
    expect(lanes.freePerWebhook()).toEqual({ quick: 5 + 25 - 1, slow: 5 - 1, failing: 2 - 1 });
  });

  it('is bounded even of a lane that answers in no time', () => {
    const lanes = createLanes({ maxInFlight: 100, maxPerWebhook: 50 });
    experience(lanes, 'a', Array<typeof ok>(50).fill({ ok: true, durationMillis: 0.01 }));
    lanes.addClaimed(claimed('a', 1), {}, false);
    expect(lanes.freePerWebhook()['a']).toBe(50 + 250 - 1);
  });
});

it('whatever happens, lanes keep their bounds, hand out everything once, and hold nothing when all is over', () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('add'), lane: fc.nat(4), count: fc.integer({ min: 1, max: 12 }) }),
    fc.record({ kind: fc.constant('next'), lane: fc.constant(0), count: fc.integer({ min: 1, max: 12 }) }),
    fc.record({ kind: fc.constantFrom('ok', 'failed', 'hung', 'unsent'), lane: fc.nat(4), count: fc.constant(1) }),
  );
  const bounds = { maxInFlight: fc.integer({ min: 1, max: 12 }), maxPerWebhook: fc.integer({ min: 1, max: 10 }) };
  fc.assert(
    fc.property(fc.record(bounds), fc.array(step, { maxLength: 60 }), (limits, steps) => {
      const lanes = createLanes(limits);
      const sending: ClaimedDelivery[] = [];
      const [added, handedOut] = [new Set<ClaimedDelivery>(), new Set<ClaimedDelivery>()];
      const finish = (delivery: ClaimedDelivery, attempt: typeof ok | null) => {
        sending.splice(sending.indexOf(delivery), 1);
        lanes.finished(delivery, attempt);
      };
      const takeOne = () => {
        const delivery = lanes.next();
        if (!delivery) return false;
        expect(handedOut.has(delivery)).toBe(false);
        handedOut.add(delivery);
        sending.push(delivery);
        return true;
      };
      for (const { kind, lane, count } of steps) {
        if (kind === 'add') {
          const more = claimed(`lane${lane}`, count);
          for (const delivery of more) added.add(delivery);
          lanes.addClaimed(more, lanes.freePerWebhook(), true);
        } else if (kind === 'next') {
          for (let i = 0; i < count; i += 1) takeOne();
        } else {
          const delivery = sending.find(({ webhookId }) => webhookId === `lane${lane}`);
          if (delivery) finish(delivery, { ok, failed, hung, unsent: null }[kind as 'ok']);
        }
        expect(lanes.inFlight()).toBe(sending.length);
        expect(sending.length).toBeLessThanOrEqual(limits.maxInFlight);
        expect(lanes.room()).toBe(2 * limits.maxInFlight - (added.size - handedOut.size) - sending.length);
        for (const { webhookId } of sending)
          expect(sending.filter((other) => other.webhookId === webhookId).length).toBeLessThanOrEqual(
            limits.maxPerWebhook,
          );
        for (const free of Object.values(lanes.freePerWebhook())) expect(free).toBeGreaterThanOrEqual(0);
      }
      for (;;) {
        const [delivery] = sending;
        if (delivery) finish(delivery, ok);
        else if (!takeOne()) break;
      }
      expect(handedOut).toEqual(added);
      expect([lanes.inFlight(), lanes.room()]).toEqual([0, 2 * limits.maxInFlight]);
    }),
    { numRuns: 300 },
  );
});
