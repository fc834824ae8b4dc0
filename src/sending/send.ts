import { LRUCache } from 'lru-cache';
import { Pool } from 'undici';
import type { AddressPolicy } from './targetAddress.js';
import { checkTargetUrl } from './targetUrl.js';
import type { AttemptResult } from './attempt.js';
import { asError, createDirectConnector, createTargetResolver, type Lookup, type RefusedTarget } from './connect.js';
import { Exchange } from './exchange.js';
import { createForwardProxy } from './proxy.js';
import { defaultRetryAfterCapSeconds } from './retryAfter.js';

export interface SenderOptions {
  /** Which addresses may be reached; asked at every new connection. */
  policy: AddressPolicy;
  /** The `User-Agent` header. */
  userAgent: string;
  /** The deadline of a whole attempt, from the call of `send` to the end of the answer. */
  timeoutMillis?: number;
  /** How much of an answer's body is read; then the connection is dropped, and the status alone decides. */
  maxResponseBytes?: number;
  /** How many bytes an answer may have on the wire, everything in it counted. Beyond it the attempt fails and the connection is destroyed. */
  maxAnswerBytes?: number;
  /** How long such an attempt takes at the least, within its deadline, so that a receiver that floods is sent little. */
  minFloodMillis?: number;
  /** The same of an attempt whose answer had a longer body than is read. */
  minLongBodyMillis?: number;
  /** The longest `Retry-After` that is honoured. */
  retryAfterCapSeconds?: number;
  /**
   * Connections to one origin at the most; null for as many as there are attempts at the same time. Attempts beyond it wait for a
   * connection within their deadline, so it should not be lower than what a receiver may be sent at the same time.
   */
  connectionsPerOrigin?: number | null;
  /** Origins that connections are kept for; beyond it, the one that was used least recently is closed. */
  maxOrigins?: number;
  /** How long connections to an origin are reused before its name is resolved again, however busy it is. */
  maxConnectionAgeMillis?: number;
  /** Resolves names; the system's resolver unless given. */
  lookup?: Lookup;
  /** Hears of each name that leads to an address which may not be reached. The results do not say where it leads. */
  onRefused?: (target: RefusedTarget) => void;
  /** A forward proxy that all connections go through, such as `http://user:password@proxy.example:3128`. */
  proxyUrl?: string | null;
  /** PEM certificates to trust instead of those that Node.js brings along. */
  ca?: string;
}

/** One signed notification on its way to one URL. */
export interface OutgoingRequest {
  url: string;
  /** Sent besides those of every request. */
  headers: Readonly<Record<string, string>>;
  body: string | Buffer;
}

export interface Sender {
  /** The headers of every request, whatever is sent. */
  fixedHeaders: Readonly<Record<string, string>>;
  /** Makes one attempt. Never rejects: whatever goes wrong is part of the result, which is there at the deadline at the latest. */
  send(request: OutgoingRequest): Promise<AttemptResult>;
  /** Waits for the attempts in flight, which end at their deadlines, and closes all connections. */
  close(): Promise<void>;
}

/** Where a request goes, or why it goes nowhere. */
type Target = { origin: string; path: string } | { refusal: string };

/**
 * Sends notifications over kept connections. An attempt is at most one request on the wire: `POST` with a JSON body. Redirects are
 * not followed and bodies not decompressed. A request that met a connection which the receiver was just closing is not repeated
 * here: the delivery is, by its schedule, so that the log of attempts tells what was really sent.
 *
 * The URL and the address that it leads to are checked against the policy again, whatever was checked when it was registered.
 * @throws Error if `proxyUrl` is not a URL.
 */
export function createSender(options: SenderOptions): Sender {
  const { policy, userAgent, timeoutMillis = 10_000, connectionsPerOrigin = null } = options;
  const { maxOrigins = 1_000, maxConnectionAgeMillis = 300_000, proxyUrl = null, maxAnswerBytes = 65_536 } = options;
  const limits = {
    timeoutMillis,
    maxResponseBytes: options.maxResponseBytes ?? 32_768,
    retryAfterCapSeconds: options.retryAfterCapSeconds ?? defaultRetryAfterCapSeconds,
    minFloodMillis: options.minFloodMillis ?? 5_000,
    minLongBodyMillis: options.minLongBodyMillis ?? 2_000,
  };
  const connectorOptions = {
    resolveTarget: createTargetResolver(policy, options.lookup, options.onRefused),
    timeoutMillis,
    maxAnswerBytes,
    ca: options.ca,
  };
  const proxy = proxyUrl === null ? null : createForwardProxy(proxyUrl, connectorOptions);
  const fixedHeaders = { 'content-type': 'application/json', 'user-agent': userAgent };
  const fixedHeaderList = Object.entries(fixedHeaders).flat();

  // Parsing and checking a URL costs as much as signing; it is the same for every notification of a webhook.
  const targets = new LRUCache<string, Target>({ max: 5_000 });
  const pools = new LRUCache<string, Pool>({
    max: maxOrigins,
    ttl: maxConnectionAgeMillis,
    ttlAutopurge: true,
    ttlResolution: 1_000,
    // Closing lets the requests in flight finish. It fails for a pool that `shutDown` has destroyed, which is as good.
    dispose: (pool) => void pool.close().catch(() => undefined),
  });
  let inFlight = 0;
  let closing: Promise<void> | null = null;
  let onIdle: (() => void) | null = null;

  function targetOf(url: string): Target {
    const known = targets.get(url);
    if (known !== undefined) return known;
    const target = readTarget(url, policy);
    targets.set(url, target);
    return target;
  }

  function poolOf(origin: string): Pool {
    const known = pools.get(origin);
    if (known !== undefined) return known;
    const url = new URL(origin);
    const pool = new Pool(origin, {
      connections: connectionsPerOrigin,
      connect: proxy === null ? createDirectConnector(url, connectorOptions) : proxy.connectorFor(url),
      // The exchange has one deadline over everything; undici's timers would come on top of it.
      headersTimeout: 0,
      bodyTimeout: 0,
      // Headers are bounded as part of the answer: undici, beyond its own bound, makes an error for each further one.
      maxHeaderSize: maxAnswerBytes,
      // Shorter than what common servers keep idle connections for (5 s at the least), so that they seldom close one that is
      // being used; a receiver's own Keep-Alive header can change it.
      keepAliveTimeout: 4_000,
      keepAliveMaxTimeout: 60_000,
    });
    pools.set(origin, pool);
    return pool;
  }

  function dispatch({ url, headers, body }: OutgoingRequest, exchange: Exchange): void {
    const target = targetOf(url);
    if ('refusal' in target) {
      exchange.fail('blocked', target.refusal);
      return;
    }
    const allHeaders = [...fixedHeaderList];
    for (const name of Object.keys(headers)) allHeaders.push(name, headers[name] ?? '');
    try {
      poolOf(target.origin).dispatch({ method: 'POST', path: target.path, headers: allHeaders, body }, exchange);
    } catch (error) {
      // Nobody is there to catch it: one request that undici does not take must not end the process.
      exchange.fail('protocol', asError(error).message);
    }
  }

  async function shutDown(): Promise<void> {
    if (inFlight > 0) await new Promise<void>((resolve) => (onIdle = resolve));
    await Promise.all([...pools.values()].map((pool) => pool.destroy()));
    pools.clear();
    await proxy?.close();
  }

  return {
    fixedHeaders,
    send: (request) =>
      new Promise((resolve) => {
        inFlight += 1;
        const exchange = new Exchange(limits, (result) => {
          inFlight -= 1;
          if (inFlight === 0) onIdle?.();
          resolve(result);
        });
        // Not at once: a connection is free again one such turn after its answer. Whoever sends as soon as an attempt is over would
        // find it busy, and open twice as many connections as there are attempts.
        if (closing === null) setImmediate(dispatch, request, exchange);
        else exchange.fail('connection', 'the sender is closed');
      }),
    close: () => (closing ??= shutDown()),
  };
}

/** The path keeps the query as it was registered, an empty one too; a fragment is never sent. */
function readTarget(url: string, policy: AddressPolicy): Target {
  const check = checkTargetUrl(url, policy);
  if (!check.ok) return { refusal: `the URL ${check.message}` };
  const { href, origin } = new URL(url);
  return { origin, path: href.slice(origin.length) };
}
