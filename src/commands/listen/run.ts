import { LRUCache } from 'lru-cache';
import { verifyNotification } from '@waypost/client/receiver';
import { createPaint, indented, printable } from '../../terminal.js';
import { openAccountAccess } from '../apiAccess.js';
import type { CommandContext } from '../context.js';
import { serviceUrl } from '../environment.js';
import { UsageError } from '../failures.js';
import { publishCommand, registerCommand } from '../suggestion.js';
import { startListener, type Arrival } from './arrivals.js';
import { createSecretSource, type SecretSource } from './secrets.js';
import { judge, type Verdict } from './verdict.js';
import { describeArrival } from './view.js';

/** The options of `waypost listen`. */
export interface ListenOptions {
  port: number;
  host: string;
  secret?: string[];
  respond: number;
}

/** Arrivals that are remembered, to tell repeats. */
const MAX_REMEMBERED = 10_000;

/** Listens, and prints what arrives until it is asked to stop. */
export async function listen(
  { port, host, respond, secret = [] }: ListenOptions,
  context: CommandContext,
): Promise<void> {
  const { env, print, stopRequested } = context;
  const paint = createPaint(context.colours);
  const given = [...secret, ...(env['WAYPOST_WEBHOOK_SECRET'] ?? '').split(/\s+/)].filter((text) => text !== '');
  await checkSecrets(given);
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
async function checkSecrets(secrets: readonly string[]): Promise<void> {
  for (const secret of secrets) {
    try {
      await verifyNotification(secret, {}, '');
    } catch (error) {
      if (error instanceof TypeError) throw new UsageError(error.message);
    }
  }
}

function introduction(url: string, service: string, respond: number): string {
  return `Listening on ${url}, answering ${respond}. Ctrl-C ends it. Register a webhook that leads here:

${indented(registerCommand(service, `${url}/`))}

and publish an event:

${indented(publishCommand)}
`;
}
