import type { Command } from 'commander';
import { LRUCache } from 'lru-cache';
import { webhookEventTypes } from '../../generated/webhooks.js';
import { verifyNotification } from '../receiver/index.js';
import { UsageError } from './accounts.js';
import { openAccountAccess, serviceUrl } from './apiAccess.js';
import { integerParser, listOf } from './arguments.js';
import type { CommandContext } from './context.js';
import { startListener, type Arrival } from './listen/arrivals.js';
import { createSecretSource, type SecretSource } from './listen/secrets.js';
import { judge, type Verdict } from './listen/verdict.js';
import { describeArrival } from './listen/view.js';
import { createPaint, printable } from './terminal.js';

interface ListenOptions {
  port: number;
  host: string;
  secret?: string[];
  respond: number;
}

/** Arrivals that are remembered, to tell repeats. */
const MAX_REMEMBERED = 10_000;

/** `waypost listen`: a receiver for trying things out. */
export function addListenCommand(program: Command, context: CommandContext): void {
  program
    .command('listen')
    .description('a receiver that prints what arrives and whether it is signed as it should be; Ctrl-C ends it')
    .option('--port <number>', 'the port to listen on; 0 picks a free one', integerParser(0, 65_535), 9000)
    .option('--host <address>', 'the address to listen on', '127.0.0.1')
    .option('--respond <status>', 'what to answer: 500 shows how attempts are repeated', integerParser(200, 599), 200)
    .option('--secret <whsec_…>', 'a signing secret to verify with; may be repeated', listOf(String))
    .addHelpText(
      'after',
      `
Signing secrets are looked up with your API key: those of the webhooks that lead here. Without a key, give them by
WAYPOST_WEBHOOK_SECRET or --secret (which ends in the shell's history); without a secret everything is shown unverified.

Environment:
  WAYPOST_API_KEY         an API key of your account, to look up the secrets
  WAYPOST_URL             where the service is (default: http://127.0.0.1:8080)
  WAYPOST_WEBHOOK_SECRET  signing secrets, separated by spaces

Examples:
  waypost listen
  waypost listen --port 9001 --respond 503`,
    )
    .action((options: ListenOptions) => listen(options, context));
}

async function listen({ port, host, respond, secret = [] }: ListenOptions, context: CommandContext): Promise<void> {
  const { env, print, stopRequested } = context;
  const paint = createPaint(context.colours);
  const given = [...secret, ...(env['WAYPOST_WEBHOOK_SECRET'] ?? '').split(/\s+/)].filter((text) => text !== '');
  checkSecrets(given);
  const access = env['WAYPOST_API_KEY']?.trim() ? openAccountAccess(env) : null;

  const counts = new LRUCache<string, number>({ max: MAX_REMEMBERED });
  const stopped = stopRequested();
  let secrets: SecretSource | null = null;
  let printed = Promise.resolve(); // one after the other, in the order of their arrival
  const listener = await startListener({
    host,
    port,
    status: respond,
    onArrival: (arrival) => {
      printed = printed.then(async () => {
        if (!secrets) return;
        const verdict = await judge(arrival, secrets);
        print(describeArrival(arrival, verdict, countUp(counts, arrival, verdict), paint));
      });
    },
  });
  secrets = createSecretSource({ given, access, port: listener.port });
  try {
    print(introduction(listener.url, serviceUrl(env), respond));
    await secrets.lookUp();
    const gap = secrets.gap();
    if (gap !== '') print(`${paint('yellow', `As yet ${printable(gap)}.`)}\n`);
    await stopped;
  } finally {
    await listener.close();
  }
}

/** A repeat is the same event of the same webhook: two webhooks that lead here receive each event once each. */
function countUp(counts: LRUCache<string, number>, arrival: Arrival, verdict: Verdict): number {
  const id = arrival.headers['webhook-id'];
  if (id === undefined) return 1;
  const sender = ('webhookId' in verdict ? verdict.webhookId : null) ?? arrival.path;
  const key = JSON.stringify([sender, id]);
  const count = (counts.get(key) ?? 0) + 1;
  counts.set(key, count);
  return count;
}

/** A secret that is none would fail every notification, for a reason that nobody guesses. */
function checkSecrets(secrets: readonly string[]): void {
  for (const secret of secrets) {
    try {
      verifyNotification(secret, {}, '');
    } catch (error) {
      if (error instanceof TypeError) throw new UsageError(error.message);
    }
  }
}

function introduction(url: string, service: string, respond: number): string {
  const body = JSON.stringify({ webhook_url: `${url}/hook`, events: webhookEventTypes, dc_ids: ['1'] });
  return `Listening on ${url}, answering ${respond}. Ctrl-C ends it. Register a webhook that leads here:

  curl ${service}/webhooks -H "Authorization: Bearer $WAYPOST_API_KEY" -H 'Content-Type: application/json' \\
    -d '${body}'

and publish an event:

  waypost publish --event ROUTE_STARTED --dc 1 --route R-1
`;
}
