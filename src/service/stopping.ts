import { inTime } from '../inTime.js';
import type { Logger } from '../log.js';

/**
 * Stops parts of the service at the same time, each by its name in the log, and waits for them no longer than `withinMillis`: a database that
 * went silent, say, must not keep the process. What fails or does not end is logged, and ends with the connections that it waits on. Never rejects.
 */
export async function stopParts(
  parts: Readonly<Record<string, (() => Promise<unknown>) | undefined>>,
  withinMillis: number,
  log: Logger,
): Promise<void> {
  await Promise.all(
    Object.entries(parts).map(async ([part, stop]) => {
      try {
        if (!stop || (await inTime(stop(), withinMillis))) return;
        log.warn({ part, waitedMillis: withinMillis }, 'did not end in time, and is left behind');
      } catch (err) {
        log.warn({ part, err }, 'failed while it was stopped');
      }
    }),
  );
}
