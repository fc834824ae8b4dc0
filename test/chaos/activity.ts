/** Something that a run does all the while, and that ends when the rounds are over. */
export interface Activity {
  /** Begins nothing new, and resolves when what was begun is brought to its end. @throws Error if that takes longer than `millis` */
  finish(millis: number): Promise<void>;
  /** Drops what is going on: for a run that has failed. */
  abort(): void;
}

export interface ActivityControl extends Activity {
  /** Aborted when everything is to be dropped. */
  signal: AbortSignal;
  isFinishing(): boolean;
  /** What `finish` waits for. */
  follow(work: Promise<unknown>): void;
}

/** @param name what does not come to an end, should it not */
export function createActivity(name: string): ActivityControl {
  const aborted = new AbortController();
  let finishing = false;
  let followed: Promise<unknown> = Promise.resolve();
  return {
    signal: aborted.signal,
    isFinishing: () => finishing,
    follow: (work) => {
      followed = work;
      work.catch(() => undefined); // `finish` tells
    },
    finish: async (millis) => {
      finishing = true;
      const timer = setTimeout(() => {
        aborted.abort(new Error(`${name} did not come to an end within ${millis} ms.`));
      }, millis);
      await followed.finally(() => {
        clearTimeout(timer);
      });
    },
    abort: () => {
      aborted.abort(new Error('The run is over.'));
    },
  };
}

/** Counts what happens, by its name. */
export function tally(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
