/** How often lines with the same error came within a window of time, by their messages. */
export interface Repeats {
  /** What all of them have in common: the message of the error at the root, or the name of what they are signs of. */
  error: string;
  /** Whether one of them was an error, not a warning. */
  severe: boolean;
  /** How many there were of each message. */
  counts: Map<string, number>;
}

/** Tells the first line about an error from those that repeat it. */
export interface RepeatFilter {
  /**
   * Whether a line is to be written. It is not if another line had the same error within the window: then it is counted, and reported
   * when the window is over. Lines without an error are always written: each of them tells something of its own.
   */
  admits(level: number, args: readonly unknown[]): boolean;
  /** Reports what was counted so far. */
  flush(): void;
}

/** The number of pino's level "error". */
const ERROR_LEVEL = 50;
/** Errors whose text always differs are never repeats; they are not to fill the memory either. */
const MAX_WATCHED = 100;

/**
 * Makes an outage one line and a count. While the database is away, every query fails at several places, many times a second, with errors that
 * differ by how far it came; the first line says all that there is to say.
 * @param report hears of each window in which there were repeats
 * @param nameOf names what an error is a sign of, so that all its signs count as the same error; null for an error that tells of itself
 */
export function createRepeatFilter(
  report: (repeats: Repeats) => void,
  windowMillis: number,
  nameOf: (error: Error) => string | null = () => null,
): RepeatFilter {
  const watched = new Map<string, { repeats: Repeats; timer: NodeJS.Timeout }>();

  function endWindow(error: string): void {
    const window = watched.get(error);
    if (!window) return;
    if (window.repeats.counts.size === 0) {
      clearInterval(window.timer);
      watched.delete(error); // the outage is over: the next one is written out again
      return;
    }
    const { repeats } = window;
    window.repeats = { error, severe: false, counts: new Map() };
    report(repeats);
  }

  return {
    admits: (level, args) => {
      const error = errorOf(args[0]);
      if (error === null) return true;
      const text = nameOf(error) ?? rootMessage(error);
      const window = watched.get(text);
      if (window) {
        const message = typeof args[1] === 'string' ? args[1] : error.message;
        window.repeats.severe ||= level >= ERROR_LEVEL;
        window.repeats.counts.set(message, (window.repeats.counts.get(message) ?? 0) + 1);
        return false;
      }
      if (watched.size < MAX_WATCHED) {
        const timer = setInterval(endWindow, windowMillis, text).unref();
        watched.set(text, { repeats: { error: text, severe: false, counts: new Map() }, timer });
      }
      return true;
    },
    flush: () => {
      for (const [error, { repeats }] of watched) if (repeats.counts.size > 0) endWindow(error);
    },
  };
}

function errorOf(logged: unknown): Error | null {
  if (logged instanceof Error) return logged;
  if (typeof logged !== 'object' || logged === null || !('err' in logged)) return null;
  return logged.err instanceof Error ? logged.err : null;
}

/** Of the innermost cause: what stands around it differs from place to place. */
function rootMessage(error: Error): string {
  let root = error;
  for (let depth = 0; depth < 5 && root.cause instanceof Error; depth += 1) root = root.cause;
  return root.message || ('code' in root ? String(root.code) : root.name);
}
