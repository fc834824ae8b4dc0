import { setTimeout as delay } from 'node:timers/promises';
import { answerTo, type AccountAccess } from '../apiAccess.js';

/** A secret to verify with. */
export interface KnownSecret {
  secret: string;
  /** The webhook that it belongs to; null if it was given without one. */
  webhookId: string | null;
}

export interface SecretSource {
  /** The secrets that are known by now. */
  known(): readonly KnownSecret[];
  /** Looks the secrets up again, of webhooks that lead to `host`, too. Does nothing without an API key; never throws. */
  lookUp(host?: string): Promise<void>;
  /** Why a secret may be missing, for people. */
  gap(): string;
}

interface SecretSourceOptions {
  /** Secrets that the person named. */
  given: readonly string[];
  /** Where to look up others; null without an API key. */
  access: AccountAccess | null;
  /** The port that webhooks have to lead to. */
  port: number;
}

/** However many forged requests arrive, the service is not asked more often. */
const LOOK_UP_INTERVAL_MILLIS = 1_000;

/** The secrets of the webhooks that lead to a port, from the Deliveries API, kept until somebody asks to look again. */
export function createSecretSource({ given, access, port }: SecretSourceOptions): SecretSource {
  const hosts = new Set<string>();
  const named = given.map((secret): KnownSecret => ({ secret, webhookId: null }));
  let found: KnownSecret[] = [];
  let failure: string | null = null;
  let lastStart = -Infinity;
  let running = Promise.resolve();
  let scheduled: Promise<void> | null = null;

  async function ask({ webhooks, deliveries }: AccountAccess): Promise<void> {
    try {
      const all = (await answerTo(webhooks.GET('/webhooks'))).data.webhooks;
      const leadingHere = all.filter(({ url }) => leadsTo(url, port, hosts));
      const secrets: KnownSecret[] = [];
      for (const { id } of leadingHere) {
        const call = deliveries.GET('/webhooks/{id}/secret', { params: { path: { id } } });
        secrets.push({ secret: (await answerTo(call)).data.secret, webhookId: id });
      }
      found = secrets;
      failure = null;
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error);
    }
  }

  /** One at a time. Whoever comes before it has begun shares it: what it finds was there after they came. */
  async function askInTurn(target: AccountAccess): Promise<void> {
    await running;
    await delay(Math.max(0, lastStart + LOOK_UP_INTERVAL_MILLIS - performance.now()));
    scheduled = null;
    lastStart = performance.now();
    running = ask(target);
    await running;
  }

  return {
    known: () => [...named, ...found],
    lookUp: async (host) => {
      if (!access) return;
      if (host !== undefined) hosts.add(host.toLowerCase());
      await (scheduled ??= askInTurn(access));
    },
    gap: () => {
      if (!access) return named.length > 0 ? '' : 'no secret is known: set WAYPOST_API_KEY, or give one with --secret';
      if (failure !== null) return `the secrets could not be looked up: ${failure}`;
      return found.length > 0 ? '' : `no webhook of the account of WAYPOST_API_KEY leads to port ${port}`;
    },
  };
}

/** A webhook leads here if its port is ours, whatever name this machine goes by, or its host is one that was asked for here. */
function leadsTo(url: string, port: number, hosts: ReadonlySet<string>): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, port: written } = new URL(url);
  const effective = written === '' ? (protocol === 'https:' ? 443 : 80) : Number(written);
  return effective === port || hosts.has(host);
}
