/** The events of a chaos run, as a seed has them. */
import type { Random } from './random.js';
import { DC_IDS, EVENT_TYPES, type PublishedEvent } from './subscriptions.js';

/** Few enough for events of one route to meet in the queue. */
const ROUTES = 200;

/** @param prefix what the ids begin with, before a number: each way of publishing has ids of its own */
export function createEventMaker(
  prefix: string,
  accountIds: readonly string[],
  random: Random,
): (count: number) => PublishedEvent[] {
  let made = 0;

  function makeEvent(): PublishedEvent {
    made += 1;
    const event = random.pick(EVENT_TYPES);
    const common = {
      id: `${prefix}-${made}`,
      account_id: random.pick(accountIds),
      hook_timestamp_millis: Date.now(),
      dc_id: random.pick(DC_IDS),
      route_id: `R-${random.integer(1, ROUTES)}`,
      note: `Größe ${made} "≠"`,
    };
    return event === 'WAYPOINT_STATUS_CHANGED'
      ? { ...common, event, waypoint_id: `W-${random.integer(1, 9)}` }
      : { ...common, event };
  }
  return (count) => Array.from({ length: count }, makeEvent);
}
