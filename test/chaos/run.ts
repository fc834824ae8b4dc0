/** `npm run chaos`: interrupts everything that can be interrupted, again and again, and counts what got lost. Exits with 1 if anything did. */
import { parseArgs } from 'node:util';
import { runChaos, type ChaosReport } from './chaos.js';

const HELP = `npm run chaos -- [options]

Runs an API process, a worker, 2 processes that are both, Postgres and 5 receivers (well, failing at first, slow, silent,
and cutting connections). Publishes events all the while, through the API and through the outbox, and registers, disables,
enables and deletes webhooks. In every round one or two processes are killed with kill -9 and started again, and one of
these happens: Postgres is killed, or one connection's process of it, or it is frozen; a network between the service and
Postgres stalls or is cut; a host is lost with its connections; a day whose retention is over is dropped. In the end every
event that was accepted must have reached every matching receiver.

  --rounds <n>          rounds (20), some 6 seconds each
  --seed <n>            repeats the choices of an earlier run
  --rate <n>            events per second (60)
  --postgres-down <n>   how long Postgres stays away at the most, in seconds (4); it is silent for up to twice as long
  --keep                leaves logs, records and the database behind even if all is well
  --help`;

const MAX_FAULTS_SHOWN = 30;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    rate: { type: 'string', default: '60' },
    'postgres-down': { type: 'string', default: '4' },
    keep: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const interrupted = new AbortController();
if (values.help) console.log(HELP);
else await run().catch(reportInterruption);

async function run(): Promise<void> {
  const seed = positive('seed', values.seed);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      console.log('cleaning up');
      interrupted.abort(new Error('The run was interrupted.'));
    });
  }
  const begun = performance.now();
  console.log(`seed ${seed}`);
  const report = await runChaos({
    rounds: positive('rounds', values.rounds),
    seed,
    eventsPerSecond: positive('rate', values.rate),
    postgresDownSeconds: positive('postgres-down', values['postgres-down']),
    keep: values.keep,
    print: (line) => {
      console.log(`${((performance.now() - begun) / 1_000).toFixed(0).padStart(4)} s  ${line}`);
    },
    signal: interrupted.signal,
  });
  console.log(`\n${describe(report)}`);
  if (report.faults.length > 0) process.exitCode = 1;
}

/** What is being started when the interruption comes is waited for, so that nothing is left behind. */
function reportInterruption(error: unknown): void {
  if (!interrupted.signal.aborted) throw error;
  console.log('interrupted');
  process.exitCode = 130;
}

function positive(name: string, text: string): number {
  if (!/^\d+$/.test(text) || Number(text) < 1)
    throw new Error(`--${name} has to be a whole number from 1, not ${text}.`);
  return Number(text);
}

function describe(report: ChaosReport): string {
  const { faults, receipts, database, failedStarts, folder } = report;
  const { repeats, unexplainedRepeats } = receipts;
  const lines = [
    `interrupted   ${list(report.interruptions)}`,
    `webhooks      ${list(report.changes)}`,
    `answers       ${list(report.answers)}`,
    `outbox        ${list(report.outbox)}`,
    `events        ${database.events}`,
    `deliveries    ${receipts.expected}: ${list(database.states)} (${receipts.replaced} were left out for a newer one of ` +
      `their route, ${receipts.cancelled} cancelled with their webhook)`,
    `attempts      ${database.attempts} logged; of ${database.attemptsWithoutRow} more an interruption took the result ` +
      `(${database.ofThoseReceived} of these had been received)`,
    `received      ${receipts.received} requests, ${receipts.retries} of them retries that the receiver's answer asked for`,
    `repeats       ${sum(repeats)} after an acknowledgement, ${unexplainedRepeats.length} of them not explained`,
    ...Object.entries(repeats).map(([explanation, count]) => `  ${String(count).padStart(5)} by ${explanation}`),
    `lost          ${receipts.lost}`,
    ...(failedStarts > 0 ? [`restarts      ${failedStarts} starts failed while Postgres was away`] : []),
  ];
  const place = folder === null ? [] : [`Logs, records and the database are in ${folder}`];
  if (faults.length === 0) return [...lines, '', 'Nothing was lost.', ...place].join('\n');
  const shown = faults.slice(0, MAX_FAULTS_SHOWN);
  const more = faults.length - shown.length;
  return [
    ...lines,
    '',
    `${faults.length} FAULTS`,
    ...shown.map((fault) => `  ${fault}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
    ...place,
  ].join('\n');
}

function sum(counts: Record<string, number>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

function list(counts: Record<string, number>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
}
