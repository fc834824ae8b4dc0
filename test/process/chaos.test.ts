import { beforeAll, describe, expect, it } from '@jest/globals';
import { runChaos, type ChaosReport } from '../chaos/chaos.js';

/** A short form of `npm run chaos`: the same code, two rounds. Half a minute on a machine that is free. */
const TIMEOUT_MILLIS = 240_000;
/** One whose first rounds have something of everything. */
const SEED = 44;

describe('two rounds of interruptions while events are published', () => {
  let report: ChaosReport;

  beforeAll(async () => {
    report = await runChaos({
      rounds: 2,
      seed: SEED,
      eventsPerSecond: 40,
      postgresDownSeconds: 2,
      print: () => undefined,
    });
  }, TIMEOUT_MILLIS);

  it('lose nothing that was accepted, and leave no delivery and no attempt in doubt', () => {
    expect(report).toMatchObject({ faults: [], folder: null });
    expect(report.receipts.lost).toBe(0);
    expect(Object.values(report.database.states).reduce((sum, count) => sum + count, 0)).toBe(report.receipts.expected);
  });

  it('include those of Postgres, the end of a day, changes of webhooks, and what is published through the outbox', () => {
    expect(report.interruptions).toMatchObject({ 'postgres frozen': 1, 'postgres killed': 1, 'day dropped': 1 });
    for (const change of ['registered', 'disabled', 'enabled', 'deleted'] as const)
      expect(report.changes[change]).toBeGreaterThan(0);
    expect(report.outbox['committed']).toBeGreaterThan(0);
    expect(report.receipts.expected).toBeGreaterThan(0);
  });
});
