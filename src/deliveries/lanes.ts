/**
 * Who may send how much: a lane per webhook, in memory, with its deliveries in flight and those claimed ahead of time. A lane
 * that succeeds widens up to `maxPerWebhook`; one that fails halves, down to one attempt at a time, so that a receiver that hangs or
 * fails soon holds next to nothing. Slow lanes together never take more than half of the process, and the second half is shared by many:
 * receivers that hang all of a sudden, however busy they were, leave room for the others. No I/O and no clock in here.
 */
import { LRUCache } from 'lru-cache';
import type { ClaimedDelivery } from './claim.js';

/** What a webhook that nothing is known of starts with. */
const FIRST_LIMIT = 4;
/** What each may have while more than half of the process is taken. */
const CROWDED_LIMIT = 8;
/** A healthy lane is given work ahead for this long, so that sending does not wait for the next claim. */
const AHEAD_MILLIS = 500;
const MAX_AHEAD = 250;
/** From here on a lane counts as slow. */
const SLOW_MILLIS = 1_000;
/** Lanes that are remembered while nothing is going on in them. One that is forgotten starts anew. */
const MAX_REMEMBERED = 50_000;
/** Notifications in memory, each delivery's counted: most share theirs with others, so that it is less. */
const MAX_BYTES = 64 * 2 ** 20;
/** Webhooks in trouble that a claim is told of. */
const MAX_TROUBLED = 1_000;
/** Webhooks that publishing is told of, with each statement. */
const MAX_TOLD = 250;

interface Lane {
  /** Attempts at the same time. */
  limit: number;
  inFlight: number;
  waiting: ClaimedDelivery[];
  /** Moving average of how long an attempt takes. */
  averageMillis: number;
  slow: boolean;
  /** The last claim took all that this lane was free to take: there may be more in the queue. */
  saturated: boolean;
}

export interface Lanes {
  /** How many deliveries the process may claim now. */
  room(): number;
  /** How many bytes of notifications they may have. */
  roomBytes(): number;
  /** Attempts that are going on. */
  inFlight(): number;
  /** For claimDue: how many may be claimed of a webhook that nothing is known of. */
  defaultFree: number;
  /** For claimDue: how many may be claimed of each webhook that has something going on here, or has lately had trouble. */
  freePerWebhook(): Record<string, number>;
  /**
   * For what is stored as claimed: how many may be handed over of each such webhook. None of one that has a backlog in the queue, which
   * would be overtaken. Null if there are too many to tell of.
   */
  freeToHandOver(): Record<string, number> | null;
  /** Takes in what was handed over. */
  add(deliveries: ClaimedDelivery[]): void;
  /**
   * Takes in what was claimed.
   * @param offered what `freePerWebhook` said
   * @param isAll whether the claim looked at all webhooks, and took all that there was and was offered
   */
  addClaimed(deliveries: ClaimedDelivery[], offered: Readonly<Record<string, number>>, isAll: boolean): void;
  /** The next delivery that may be sent now, or null. Lanes take turns. */
  next(): ClaimedDelivery | null;
  /** Takes a place for an attempt that is no delivery. False if the webhook, or the process, has as many as it may have. */
  enter(webhookId: string): boolean;
  /**
   * What `next` handed out, or `enter` let in, is over: by an attempt, or by none, which says nothing about the receiver. True if the lane has room for
   * more and there may be more.
   */
  finished(
    delivery: Pick<ClaimedDelivery, 'webhookId' | 'bodyBytes'>,
    attempt: { ok: boolean; durationMillis: number } | null,
  ): boolean;
  /** Takes out everything that waits: at a stop, to give it back. */
  drain(): ClaimedDelivery[];
}

interface LanesOptions {
  /** Attempts at the same time in this process. */
  maxInFlight: number;
  /** Attempts at the same time per webhook. */
  maxPerWebhook: number;
}

export function createLanes({ maxInFlight, maxPerWebhook }: LanesOptions): Lanes {
  const remembered = new LRUCache<string, Lane>({ max: MAX_REMEMBERED });
  /** Lanes that a failure has narrowed: the next claim must not take more of them than they may send. */
  const troubled = new LRUCache<string, Lane>({ max: MAX_TROUBLED });
  const defaultFree = Math.min(FIRST_LIMIT, maxPerWebhook);
  /** Lanes with something in flight or waiting: these are never forgotten. */
  const active = new Map<string, Lane>();
  /** Lanes that have something waiting and are below their limit. */
  const turns = new Set<string>();
  let inFlight = 0;
  let waiting = 0;
  let bytes = 0;
  let slowInFlight = 0;

  function activate(webhookId: string): Lane {
    const lane = active.get(webhookId) ?? remembered.get(webhookId) ?? newLane();
    active.set(webhookId, lane);
    return lane;
  }

  function newLane(): Lane {
    return { limit: defaultFree, inFlight: 0, waiting: [], averageMillis: 0, slow: false, saturated: false };
  }

  function free(lane: Lane): number {
    const sendable = lane.averageMillis > 0 ? (lane.limit * AHEAD_MILLIS) / lane.averageMillis : 0;
    const ahead = lane.slow || lane.limit < defaultFree ? 0 : Math.min(MAX_AHEAD, Math.floor(sendable));
    return Math.max(0, lane.limit + ahead - lane.inFlight - lane.waiting.length);
  }

  /** Puts a lane in line if it could send; a slow one waits there until the slow ones' share allows it. */
  function queueUp(webhookId: string, lane: Lane): void {
    if (lane.waiting.length > 0 && lane.inFlight < lane.limit) turns.add(webhookId);
    else turns.delete(webhookId);
  }

  function known(): [string, Lane][] {
    return [...troubled.entries(), ...active];
  }

  function add(deliveries: ClaimedDelivery[]): void {
    for (const delivery of deliveries) {
      const lane = activate(delivery.webhookId);
      lane.waiting.push(delivery);
      bytes += delivery.bodyBytes;
      queueUp(delivery.webhookId, lane);
    }
    waiting += deliveries.length;
  }

  function begin(lane: Lane): void {
    inFlight += 1;
    lane.inFlight += 1;
    if (lane.slow) slowInFlight += 1;
  }

  function takeTurn(): [string, Lane] | null {
    const slowAllowed = slowInFlight < maxInFlight / 2;
    const limit = inFlight < maxInFlight / 2 ? maxPerWebhook : CROWDED_LIMIT;
    for (const webhookId of turns) {
      const lane = active.get(webhookId);
      if (lane && lane.inFlight < limit && (slowAllowed || !lane.slow)) return [webhookId, lane];
    }
    return null;
  }

  function learn(lane: Lane, { ok, durationMillis }: { ok: boolean; durationMillis: number }): void {
    lane.limit = ok ? Math.min(maxPerWebhook, lane.limit + 1) : Math.max(1, Math.floor(lane.limit / 2));
    lane.averageMillis = lane.averageMillis === 0 ? durationMillis : 0.8 * lane.averageMillis + 0.2 * durationMillis;
    const slow = lane.averageMillis > SLOW_MILLIS;
    if (slow !== lane.slow) slowInFlight += slow ? lane.inFlight : -lane.inFlight;
    lane.slow = slow;
  }

  return {
    room: () => 2 * maxInFlight - inFlight - waiting,
    roomBytes: () => MAX_BYTES - bytes,
    inFlight: () => inFlight,
    defaultFree,
    freePerWebhook: () => Object.fromEntries(known().map(([webhookId, lane]) => [webhookId, free(lane)])),

    freeToHandOver: () =>
      active.size + troubled.size > MAX_TOLD
        ? null
        : Object.fromEntries(known().map(([webhookId, lane]) => [webhookId, lane.saturated ? 0 : free(lane)])),

    add,

    addClaimed: (deliveries, offered, isAll) => {
      const counts = new Map<string, number>();
      for (const { webhookId } of deliveries) counts.set(webhookId, (counts.get(webhookId) ?? 0) + 1);
      add(deliveries);
      for (const [webhookId, lane] of active) {
        const count = counts.get(webhookId);
        const wasOffered = offered[webhookId] ?? defaultFree;
        // Of a lane that was offered nothing, nobody knows: what was handed over to it may have left a rest in the queue.
        if (wasOffered === 0 || count !== undefined || isAll) lane.saturated = (count ?? 0) >= wasOffered;
      }
    },

    next: () => {
      const turn = inFlight < maxInFlight ? takeTurn() : null;
      const delivery = turn?.[1].waiting.shift();
      if (!turn || !delivery) return null;
      const [webhookId, lane] = turn;
      waiting -= 1;
      begin(lane);
      turns.delete(webhookId); // to the end of the line
      queueUp(webhookId, lane);
      return delivery;
    },

    enter: (webhookId) => {
      const taken = active.get(webhookId)?.inFlight ?? 0;
      if (inFlight >= maxInFlight || taken >= maxPerWebhook) return false;
      const lane = activate(webhookId);
      begin(lane);
      queueUp(webhookId, lane);
      return true;
    },

    finished: ({ webhookId, bodyBytes }, attempt) => {
      const lane = activate(webhookId);
      inFlight -= 1;
      bytes -= bodyBytes;
      if (lane.slow) slowInFlight -= 1;
      lane.inFlight -= 1;
      if (attempt) learn(lane, attempt);
      if (lane.inFlight === 0 && lane.waiting.length === 0) {
        active.delete(webhookId);
        remembered.set(webhookId, lane);
        if (lane.limit < defaultFree) troubled.set(webhookId, lane);
        else troubled.delete(webhookId);
      }
      queueUp(webhookId, lane);
      return lane.saturated && free(lane) > 0 && lane.waiting.length <= lane.limit / 2;
    },

    drain: () => {
      const drained = [...active.values()].flatMap((lane) => lane.waiting.splice(0));
      waiting = 0;
      bytes -= drained.reduce((sum, { bodyBytes }) => sum + bodyBytes, 0);
      turns.clear();
      return drained;
    },
  };
}
