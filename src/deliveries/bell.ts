export interface Bell {
  /** Heard by whoever waits, or by the next who does. */
  ring(): void;
  /** Resolves at a ring, or when the time is over. */
  rung(timeoutMillis: number): Promise<void>;
}

/** Lets one party wait until another rings; a ring while nobody waits is heard by the next who does. */
export function createBell(): Bell {
  let rang = false;
  let wakeUp: (() => void) | null = null;
  return {
    ring: () => {
      rang = true;
      wakeUp?.();
    },
    rung: async (timeoutMillis) => {
      if (!rang) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, timeoutMillis);
          wakeUp = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      wakeUp = null;
      rang = false;
    },
  };
}
