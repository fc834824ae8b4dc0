import { beforeAll, describe, expect, it } from '@jest/globals';
import { runChaos, type ChaosReport } from '../chaos/chaos.js';

/** A short form of `npm run chaos`: the same code, three rounds, the last of which kills Postgres. Half a minute on a machine that is free. */
const TIMEOUT_MILLIS = 240_000;

describe('three rounds of kill -9 while events are published', () => {
  let report: ChaosReport;

  beforeAll(async () => {
    report = await runChaos({
      rounds: 3,
      seed: 3,
      eventsPerSecond: 40,
      postgresDownSeconds: 2,
      print: () => undefined,
    });
  }, TIMEOUT_MILLIS);

  it('lose nothing that was answered with 202, and leave no delivery and no attempt in doubt', () => {
    expect(report).toMatchObject({ faults: [], folder: null });
    expect(report.receipts.lost).toBe(0);
    expect(Object.values(report.database.states).reduce((sum, count) => sum + count, 0)).toBe(report.receipts.expected);
  });

  it('include one of Postgres', () => {
    expect(report.kills).toMatchObject({ postgres: 1 });
    expect(report.receipts.expected).toBeGreaterThan(0);
  });
});
