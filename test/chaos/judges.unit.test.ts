/** What a chaos run must notice: the judges, with what a run would have left behind. */
import { describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import type { Interrupted } from './interruptions.js';
import { judgeDatabase, type Remains } from './judgeDatabase.js';
import { judgeReceipts } from './judgeReceipts.js';
import type { Receipt } from './receivers.js';
import {
  expectedPairs,
  notificationOf,
  type AcceptedEvent,
  type PublishedEvent,
  type RegisteredWebhook,
  type Switch,
} from './subscriptions.js';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const NAME = 'e-1 at /webhook-1';

const switched = (to: Switch['to'], sentAt: number, answeredAt = sentAt): Switch => ({ to, sentAt, answeredAt });

/** Registered at second 1. */
const webhookOf = (...later: Switch[]): RegisteredWebhook => ({
  id: 'w-1',
  account: 'north',
  accountId: 'a-1',
  events: ['ROUTE_STARTED'],
  dcIds: ['1'],
  path: '/webhook-1',
  receiver: 'steady',
  secret: SECRET,
  switches: [switched('enabled', 1_000), ...later],
});

const event: PublishedEvent = {
  id: 'e-1',
  account_id: 'a-1',
  event: 'ROUTE_STARTED',
  dc_id: '1',
  route_id: 'R-1',
};

/** Sent at second 20, and answered a second later. */
const accepted: AcceptedEvent = { event, firstSentAt: 20_000, acceptedAt: 21_000, deliveries: 1 };

function receiptAt(at: number, acknowledgedAt: number | null = at): Receipt {
  const body = JSON.stringify(notificationOf(event));
  const signedAt = new Date(Math.floor(at / 1_000) * 1_000);
  const signature = new Webhook(SECRET).sign('e-1', signedAt, body);
  const timestamp = String(signedAt.getTime() / 1_000);
  return {
    at,
    path: '/webhook-1',
    id: 'e-1',
    timestamp,
    signature,
    body,
    acknowledgedAt,
    acknowledging: acknowledgedAt !== null,
  };
}

const succeeded: Remains['deliveries'][number] = {
  webhook_id: 'w-1',
  event_id: 'e-1',
  state: 'succeeded',
  attempt_count: 1,
  attempts: 1,
  success_logged: true,
  has_successor: false,
};

interface Findings {
  switches?: Switch[];
  events?: AcceptedEvent[];
  receipts?: Receipt[];
  delivery?: Partial<typeof succeeded> | null;
  storedAt?: [string, number][];
  interrupted?: Interrupted[];
  counted?: Remains['counted'];
}

/** Judges a run in which one event was delivered once, unless it went otherwise. */
function judge(findings: Findings) {
  const { switches = [], events = [accepted], receipts = [receiptAt(22_000)], delivery = {} } = findings;
  const webhooks = [webhookOf(...switches)];
  const storedAt = new Map(findings.storedAt ?? [['e-1', 20_500]]);
  const deliveries = delivery === null ? [] : [{ ...succeeded, ...delivery }];
  const attempts = deliveries.reduce((sum, row) => sum + row.attempts, 0);
  const { counted = { events: storedAt.size, attempts } } = findings;
  const remains: Remains = { storedAt, deliveries, queued: 0, outbox: 0, counted };
  const pairs = expectedPairs(events, webhooks);
  const database = judgeDatabase({ remains, accepted: events, committed: events, webhooks, pairs, receipts });
  const verdict = judgeReceipts(receipts, database.pairs, findings.interrupted ?? []);
  return { ...verdict, faults: [...database.faults, ...verdict.faults] };
}

const workerKilled = (at: number, mayRepeat = true): Interrupted => ({
  kind: 'worker killed',
  name: 'worker',
  at,
  backAt: at + 1_000,
  lossFrom: at,
  lossUntil: at + 10,
  mayRepeat: () => mayRepeat,
});

describe('an event that was accepted', () => {
  it('is without fault when it was delivered once', () => {
    expect(judge({})).toMatchObject({ faults: [], expected: 1, lost: 0, repeats: {} });
  });

  it('is lost if nobody acknowledged it, or it is not even stored', () => {
    expect(judge({ receipts: [receiptAt(22_000, null)] })).toMatchObject({ lost: 1 });
    expect(judge({ receipts: [], delivery: null })).toMatchObject({ lost: 1 });
    expect(judge({ storedAt: [] }).faults).toContain('e-1 was accepted, but is LOST: it is not stored');
  });

  it('is delivered if its receiver was killed while it acknowledged, and the sender heard it', () => {
    const receipts = [{ ...receiptAt(22_000, null), acknowledging: true }];
    expect(judge({ receipts })).toMatchObject({ faults: [], lost: 0 });
    expect(judge({ receipts, delivery: { state: 'exhausted' } })).toMatchObject({ lost: 1 });
  });

  it('is answered with as many deliveries as it has', () => {
    expect(judge({ events: [{ ...accepted, deliveries: 2 }] }).faults).toEqual([
      'e-1 was answered with 2 deliveries, and has 1',
    ]);
  });
});

describe('an event that was not', () => {
  it('must neither be stored nor delivered', () => {
    expect(judge({ events: [] }).faults).toEqual([
      'e-1 is stored, but was not to be',
      `${NAME} has a delivery too many`,
      `${NAME} was delivered, but should not have been`,
    ]);
  });
});

describe('a webhook that is disabled', () => {
  const [before, during] = [switched('disabled', 10_000, 10_500), switched('disabled', 20_900, 21_500)];
  const unsent: Findings = { receipts: [], delivery: null };
  const unanswered = { ...unsent, events: [{ ...accepted, deliveries: 0 }] };

  it('must not get what came meanwhile, and has to get it when it came before', () => {
    expect(judge({ ...unanswered, switches: [before] }).faults).toEqual([]);
    expect(judge({ switches: [before] }).faults).toContain(`${NAME} has a delivery too many`);
    expect(judge({ ...unanswered, switches: [switched('disabled', 21_001)] }).lost).toBe(1);
  });

  it('may get what came while it was switched: all or nothing', () => {
    expect(judge({ ...unanswered, switches: [during] }).faults).toEqual([]);
    expect(judge({ switches: [during] }).faults).toEqual([]);
    expect(judge({ receipts: [], switches: [during] }).lost).toBe(1);
  });

  it('must not be sent anything for long', () => {
    const late = { receipts: [receiptAt(40_000)] };
    const fault = [`${NAME}: its webhook had been disabled or deleted for 10000 ms`];
    expect(judge({ ...late, switches: [during] }).faults).toEqual(fault);
    expect(judge({ ...late, switches: [during, switched('enabled', 39_000)] }).faults).toEqual([]);
  });
});

describe('a webhook that is deleted', () => {
  it('has what it did not get cancelled, and nothing else has', () => {
    const cancelled = { receipts: [], delivery: { state: 'cancelled', attempt_count: 0, attempts: 0 } };
    expect(judge({ ...cancelled, switches: [switched('deleted', 22_000)] })).toMatchObject({
      faults: [],
      cancelled: 1,
    });
    expect(judge(cancelled)).toMatchObject({ lost: 1, cancelled: 0 });
    expect(judge({ receipts: [], switches: [switched('deleted', 22_000)] })).toMatchObject({ lost: 1 });
  });
});

describe('a repeat after an acknowledgement', () => {
  const receipts = [receiptAt(22_000), receiptAt(40_000)];
  const delivery = { attempt_count: 2, attempts: 1 };

  it('is a fault if nothing explains it', () => {
    expect(judge({ receipts, delivery })).toMatchObject({ repeats: { nothing: 1 }, faults: [expect.any(String)] });
    const elsewhere = [workerKilled(21_500), workerKilled(30_000), workerKilled(22_000, false)];
    expect(judge({ receipts, delivery, interrupted: elsewhere }).faults).toHaveLength(1);
  });

  it('is counted by what explains it: an interruption, or an answer that was late', () => {
    const interrupted = [workerKilled(22_500)];
    expect(judge({ receipts, delivery, interrupted })).toMatchObject({ faults: [], repeats: { 'worker killed': 1 } });
    const late = [receiptAt(22_000, 23_900), receiptAt(40_000)];
    expect(judge({ receipts: late, delivery })).toMatchObject({ faults: [], repeats: { 'late answer': 1 } });
  });
});

describe('what was committed to the outbox', () => {
  it('is stored in that order', () => {
    const second = { ...accepted, event: { ...event, id: 'e-2', dc_id: '2' }, deliveries: 0 };
    const stored = (first: number, next: number): Findings => ({
      events: [accepted, second],
      storedAt: [
        ['e-1', first],
        ['e-2', next],
      ],
    });
    expect(judge(stored(20_500, 20_501)).faults).toEqual([]);
    expect(judge(stored(20_501, 20_500)).faults).toEqual([
      'e-2 of the outbox was stored before e-1, which came before it',
    ]);
  });
});

describe('what was counted', () => {
  it('is what was stored and sent', () => {
    expect(judge({ counted: { events: 1, attempts: 1 } }).faults).toEqual([]);
    expect(judge({ counted: { events: 2, attempts: 0 } }).faults).toEqual([
      '2 events were counted of 1',
      '0 attempts were counted of 1 in the log',
    ]);
  });
});
