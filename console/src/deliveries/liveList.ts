import type { Delivery } from '@waypost/client';

/** What is new at the head of a list that is being read. */
export interface News {
  /** Deliveries that the list does not show yet, newest first. */
  fresh: Delivery[];
  /** Whether there are still more of them: the head did not reach back to what is shown. */
  hasGap: boolean;
}

/**
 * What the newest page has that a list does not show.
 * @param shown newest first
 * @param head the newest page as it is now
 */
export function newsOf(shown: readonly Delivery[], head: readonly Delivery[]): News {
  const known = new Set(shown.map(({ id }) => id));
  const reached = head.findIndex(({ id }) => known.has(id));
  if (reached === -1) return { fresh: [...head], hasGap: shown.length > 0 && head.length > 0 };
  return { fresh: head.slice(0, reached), hasGap: false };
}

/** The list with what has become of its deliveries meanwhile, each at its place. */
export function refreshed(shown: readonly Delivery[], head: readonly Delivery[]): readonly Delivery[] {
  const now = new Map(head.map((delivery) => [delivery.id, delivery]));
  return shown.map((delivery) => now.get(delivery.id) ?? delivery);
}

/**
 * What a list shows and would not have any more: it is narrowed to a state, say, that a delivery is no longer in. As far as the newest page tells.
 * @param isWhole whether that is all there is
 */
export function leftOf(shown: readonly Delivery[], head: readonly Delivery[], isWhole: boolean): ReadonlySet<string> {
  const there = new Set(head.map(({ id }) => id));
  const oldest = isWhole ? '' : (head.at(-1)?.id ?? '');
  // The order of ids is that of the list.
  return new Set(shown.flatMap(({ id }) => (id >= oldest && !there.has(id) ? id : [])));
}
