/**
 * What should become of a webhook's deliveries: the table in src/deliveries/claim.ts, carried out in memory. Each function is a step; the
 * tests take the same step on the real database and compare.
 */
import type { DeliveryState } from '../../src/deliveries/log.js';

export interface ModelDelivery {
  state: DeliveryState;
  /** Where it is in the queue; null when it is not there. */
  place: 'ready' | 'waiting' | 'leased' | 'parked' | null;
  /** The number of the last attempt that was claimed and not given back. */
  number: number;
  /** Whoever claimed that may settle it, though the lease may have run out. */
  isHeld: boolean;
  isManual: boolean;
  coalesceKey: string | null;
  ageSeconds: number;
  hasEvent: boolean;
  /** The numbers in the log of attempts. */
  attempts: number[];
  /** The step that it succeeded at. */
  succeededAt: number | null;
}

/** What a worker holds: the delivery as it was when it was claimed. */
export interface ModelClaim {
  event: string;
  number: number;
  webhook: 'enabled' | 'disabled' | 'deleted';
  isFailing: boolean;
  hasEvent: boolean;
}

interface ModelRecovery {
  states: DeliveryState[];
  phase: 'failed' | 'missed' | 'done';
  includeMissed: boolean;
}

export interface Model {
  /** By their event: each event has one for the webhook. */
  deliveries: Map<string, ModelDelivery>;
  /** Events without a delivery. */
  missed: Set<string>;
  claims: ModelClaim[];
  recoveries: ModelRecovery[];
  webhook: 'enabled' | 'disabled' | 'deleted';
  disabledReason: 'gone' | 'failing' | null;
  /** Since which step it is failing, and whether that is long enough to disable it. */
  failing: { since: number; isLong: boolean } | null;
  /** There is a change that deliveries have not followed. */
  isNoted: boolean;
  /** Steps so far. */
  clock: number;
}

/** What a receiver answered; or nothing was sent, and the claim is given back. */
export type Answer = 'ok' | 'failed' | 'gone' | 'released';

/** Failed attempts of a delivery before its last one. */
export const RETRIES = 2;
export const RETRY_SPAN_SECONDS = 3_600;

export function newModel(): Model {
  return {
    deliveries: new Map(),
    missed: new Set(),
    claims: [],
    recoveries: [],
    webhook: 'enabled',
    disabledReason: null,
    failing: null,
    isNoted: false,
    clock: 0,
  };
}

export const newDelivery = (changes: Partial<ModelDelivery> = {}): ModelDelivery => ({
  state: 'pending',
  place: 'ready',
  number: 0,
  isHeld: false,
  isManual: false,
  coalesceKey: null,
  ageSeconds: 0,
  hasEvent: true,
  attempts: [],
  succeededAt: null,
  ...changes,
});

export const isOver = ({ state }: ModelDelivery): boolean => state !== 'pending' && state !== 'parked';

/** Out of the queue. */
function end(delivery: ModelDelivery, state: Exclude<DeliveryState, 'pending' | 'parked'>): void {
  Object.assign(delivery, { state, place: null, isHeld: false, isManual: false, coalesceKey: null });
}

/** Until its webhook is enabled. */
function park(delivery: ModelDelivery): void {
  Object.assign(delivery, { state: 'parked', place: 'parked', isHeld: false, isManual: false });
}

/** Into the queue, or to its front. */
function makeReady(delivery: ModelDelivery, isManual: boolean): void {
  if (delivery.place === 'leased') return;
  Object.assign(delivery, { state: 'pending', place: 'ready', isManual, succeededAt: null });
}

/** One request with these events. */
export function publish(model: Model, events: string[], coalesceKey: string | null): void {
  if (model.webhook !== 'enabled') {
    for (const event of events) model.missed.add(event);
    return;
  }
  for (const older of model.deliveries.values())
    if (coalesceKey !== null && older.coalesceKey === coalesceKey && older.place !== 'leased' && !older.isManual)
      end(older, 'superseded');
  for (const [i, event] of events.entries()) {
    const delivery = newDelivery({ coalesceKey });
    if (coalesceKey !== null && i < events.length - 1) end(delivery, 'superseded');
    model.deliveries.set(event, delivery);
  }
}

/** @param picked the events whose deliveries the claim got; which of the ready ones it takes is its own affair */
export function claim(model: Model, picked: string[]): void {
  for (const event of picked) {
    const delivery = model.deliveries.get(event);
    if (delivery?.place !== 'ready') throw new Error(`The delivery of ${event} was claimed, and it was not ready.`);
    delivery.place = 'leased';
    delivery.isHeld = true;
    delivery.number += 1;
    const { number, hasEvent } = delivery;
    model.claims.push({ event, number, hasEvent, webhook: model.webhook, isFailing: model.failing !== null });
  }
}

/** What a claim can be settled as without an attempt: given back, or found not to be sent. Null if it was sent. */
export function unsent(claim: ModelClaim, answer: Answer): 'pending' | 'parked' | 'cancelled' | null {
  if (answer === 'released') return 'pending';
  if (claim.webhook === 'deleted' || !claim.hasEvent) return 'cancelled';
  return claim.webhook === 'disabled' ? 'parked' : null;
}

/** Before a worker writes that a receiver is gone, it disables the webhook, which has been failing since then at the latest. */
export function disableIfGone(model: Model, claimed: ModelClaim, answer: Answer): void {
  if (answer !== 'gone' || unsent(claimed, answer) !== null || model.webhook !== 'enabled') return;
  model.failing ??= { since: model.clock, isLong: false };
  disable(model, 'gone');
}

/** A worker writes what became of its claim. It counts while the number is still the claimed one, and is not settled. */
export function settle(model: Model, claimed: ModelClaim, answer: Answer): void {
  const state = unsent(claimed, answer) ?? (answer === 'gone' ? 'parked' : answer === 'ok' ? 'succeeded' : 'pending');
  const wasSent = unsent(claimed, answer) === null;
  const delivery = model.deliveries.get(claimed.event);
  if (!delivery) return;
  if (wasSent) delivery.attempts.push(claimed.number);
  if (!delivery.isHeld || delivery.number !== claimed.number) return;

  delivery.isHeld = false;
  if (!wasSent) delivery.number -= 1;
  if (state === 'parked') park(delivery);
  else if (state !== 'pending') end(delivery, state);
  else if (!wasSent) delivery.place = 'ready';
  else if (claimed.number > RETRIES) end(delivery, 'exhausted');
  else Object.assign(delivery, { place: 'waiting', isManual: false });
  if (state === 'succeeded') delivery.succeededAt = model.clock;
  if (delivery.state === 'parked' || (delivery.state === 'pending' && model.webhook !== 'enabled'))
    model.isNoted = true;
}

/** The same worker notes what the attempt says of the webhook. */
export function noteHealth(model: Model, claimed: ModelClaim, answer: Answer): void {
  if (unsent(claimed, answer) !== null || answer === 'gone') return;
  if (answer === 'ok') {
    if (claimed.isFailing) model.failing = null;
    return;
  }
  if (model.webhook === 'deleted') return;
  const failing = (model.failing ??= { since: model.clock, isLong: false });
  const hasSucceeded = [...model.deliveries.values()].some(({ succeededAt }) => (succeededAt ?? 0) > failing.since);
  if (failing.isLong && !hasSucceeded) disable(model, 'failing');
}

function disable(model: Model, reason: 'gone' | 'failing'): void {
  if (model.webhook !== 'enabled') return;
  Object.assign(model, { webhook: 'disabled', disabledReason: reason, isNoted: true });
}

/** Its owner does. */
export function change(model: Model, webhook: Model['webhook']): void {
  if (webhook === 'enabled') model.failing = null;
  Object.assign(model, { webhook, disabledReason: null, isNoted: true });
}

export function follow(model: Model): void {
  if (!model.isNoted) return;
  for (const delivery of model.deliveries.values()) {
    const isYoung = delivery.ageSeconds < RETRY_SPAN_SECONDS;
    const isQueued = delivery.place === 'ready' || delivery.place === 'waiting';
    if (model.webhook === 'enabled' && delivery.state === 'parked' && isYoung) makeReady(delivery, false);
    if (model.webhook === 'disabled' && isQueued) park(delivery);
    if (model.webhook === 'deleted' && (isQueued || delivery.state === 'parked')) end(delivery, 'cancelled');
  }
  model.isNoted = false;
}

/** Refused where the webhook does not take it, or there is nothing left to send. */
export function retry(model: Model, event: string): void {
  const delivery = model.deliveries.get(event);
  if (delivery?.hasEvent && model.webhook === 'enabled') makeReady(delivery, true);
}

/** Takes the oldest recovery a batch further, and a batch is all that there is. */
export function advanceRecoveries(model: Model): void {
  const [recovery] = model.recoveries;
  if (recovery && model.webhook === 'enabled') {
    if (recovery.phase === 'failed') {
      for (const delivery of model.deliveries.values())
        if (recovery.states.includes(delivery.state)) makeReady(delivery, true);
      recovery.phase = recovery.includeMissed ? 'missed' : 'done';
    } else {
      for (const event of model.missed) model.deliveries.set(event, newDelivery({ isManual: true }));
      model.missed.clear();
      recovery.phase = 'done';
    }
  }
  model.recoveries = model.webhook === 'deleted' ? [] : model.recoveries.filter(({ phase }) => phase !== 'done');
}

/** What time brings about. */
export const time = {
  passWaiting: (model: Model): void => {
    for (const delivery of model.deliveries.values()) if (delivery.place === 'waiting') delivery.place = 'ready';
  },
  passLeases: (model: Model): void => {
    for (const delivery of model.deliveries.values()) if (delivery.place === 'leased') delivery.place = 'ready';
  },
  growOld: (model: Model, seconds: number): void => {
    for (const delivery of model.deliveries.values()) delivery.ageSeconds += seconds;
  },
  failForLong: (model: Model): void => {
    if (model.failing) model.failing.isLong = true;
  },
  expire: (model: Model): void => {
    for (const delivery of model.deliveries.values())
      if (delivery.state === 'parked' && delivery.ageSeconds > RETRY_SPAN_SECONDS) end(delivery, 'exhausted');
  },
  /** Events went, and what was made of them later has not gone yet. */
  dropEvents: (model: Model): void => {
    model.missed.clear();
    for (const delivery of model.deliveries.values()) delivery.hasEvent = false;
  },
  /** Everything is older than the retention, and by more than a day: only what is being attempted keeps its day. */
  dropDay: (model: Model): void => {
    const isKept = [...model.deliveries.values()].some(({ place }) => place === 'leased');
    for (const [event, { place, hasEvent }] of model.deliveries) {
      if (place === null ? isKept : place === 'leased') continue;
      model.deliveries.delete(event);
      if (hasEvent) model.missed.add(event); // given up is as if it had never been
    }
    if (!isKept) model.missed.clear();
  },
};
