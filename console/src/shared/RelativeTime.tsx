import { useSyncExternalStore } from 'react';
import { exactTime, relativeTime, spanWords } from './time.js';

const TICK_MILLIS = 5_000;

let now = Date.now();
let clock: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

/** One clock for all times on the page, which runs while there are any. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!clock) now = Date.now();
  clock ??= setInterval(() => {
    now = Date.now();
    for (const tick of listeners) tick();
  }, TICK_MILLIS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(clock);
    clock = undefined;
  };
}

/** The time, without a subscription: for what begins now. */
export function currentTime(): number {
  return Date.now();
}

/** The time, to five seconds. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

/** How long ago or how soon it is, with the exact time where the pointer rests. */
export function RelativeTime({ at }: { at: string }) {
  const reference = useNow();
  return (
    <time dateTime={at} title={exactTime(at)}>
      {relativeTime(at, reference)}
    </time>
  );
}

/** For how long something has been so: `2 h`. */
export function Since({ at }: { at: string }) {
  const reference = useNow();
  return (
    <time dateTime={at} title={exactTime(at)}>
      {spanWords(Math.max(reference - Date.parse(at), 0))}
    </time>
  );
}
