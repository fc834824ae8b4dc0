import { lookup as systemLookup } from 'node:dns/promises';
import { isIP, type LookupFunction, type Socket } from 'node:net';
import { types } from 'node:util';
import { buildConnector } from 'undici';
import { boundAnswers } from './answerBounds.js';
import type { AddressPolicy } from './targetAddress.js';
import { defaultPort } from './targetUrl.js';

/** An address that a name resolves to. */
export interface ResolvedAddress {
  address: string;
  family: number;
}

/** Resolves a name to all of its addresses, or rejects. */
export type Lookup = (hostname: string) => Promise<ResolvedAddress[]>;

/** A name that leads to where webhooks may not: for the operator, and nobody else. */
export interface RefusedTarget {
  hostname: string;
  address: string;
  port: number;
  /** What the address is, such as `a private address`. */
  kind: string;
}

/** The addresses of a host that have all been checked; rejects with a ConnectError otherwise. */
export type ResolveTarget = (hostname: string, port: number) => Promise<ResolvedAddress[]>;

/** What a connection needs besides its host. */
export interface ConnectorOptions {
  resolveTarget: ResolveTarget;
  /** Bounds a connection from the resolution of the name on, and then its TLS handshake. */
  timeoutMillis: number;
  /** How many bytes on the wire an answer may have; then its connection is destroyed. */
  maxAnswerBytes: number;
  /** PEM certificates to trust instead of those that Node.js brings along. */
  ca?: string | undefined;
}

/** A connection that was not made because of where it leads (`blocked`) or because that is unknown (`dns`). */
export class ConnectError extends Error {
  // undici repeats a connection for ever if its error has one of undici's own socket codes: this one is not.
  readonly code = 'ERR_WAYPOST_CONNECT';

  constructor(
    readonly kind: 'blocked' | 'dns' | 'connection',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'ConnectError';
  }
}

/**
 * How hosts are resolved for every new connection: all addresses of a name are checked, and if one of them may not be reached, none
 * is: a name with a public and a private address is an attack (DNS rebinding) or a mistake. What is returned may be connected to
 * without asking a resolver again. Attempts that need the same name at the same time share one resolution, so that a slow
 * resolver of one receiver does not occupy all threads of the system's resolver.
 * @param onRefused is told which address of a name may not be reached, which the error does not say
 */
export function createTargetResolver(
  policy: AddressPolicy,
  lookup: Lookup = lookupAll,
  onRefused?: (target: RefusedTarget) => void,
): ResolveTarget {
  const running = new Map<string, Promise<ResolvedAddress[]>>();

  function resolve(hostname: string): Promise<ResolvedAddress[]> {
    const shared = running.get(hostname);
    if (shared !== undefined) return shared;
    const resolution = lookup(hostname).finally(() => running.delete(hostname));
    running.set(hostname, resolution);
    return resolution;
  }

  return async (hostname, port) => {
    const family = isIP(hostname);
    if (family !== 0) {
      const refusal = policy.refusal(hostname, port);
      if (refusal !== null) throw new ConnectError('blocked', refusal);
      return [{ address: hostname, family }];
    }
    const addresses = await resolve(hostname).catch((cause: unknown) => {
      throw new ConnectError('dns', `${hostname} does not resolve`, { cause });
    });
    if (addresses.length === 0) throw new ConnectError('dns', `${hostname} has no address`);
    for (const { address } of addresses) {
      const kind = policy.refusedAs(address, port);
      if (kind === null) continue;
      onRefused?.({ hostname, address, port, kind });
      // Neither the address nor its kind: accounts must not learn from names what is inside of the operator's network.
      throw new ConnectError('blocked', `${hostname} leads to an address that webhooks may not reach`);
    }
    return addresses;
  };
}

/**
 * A connector for one origin. Names are resolved and checked by us, and the connection goes to one of the checked addresses, while
 * TLS (SNI, certificate) and the Host header keep the name. Literal addresses, which the network stack never resolves, are checked
 * first.
 */
export function createDirectConnector(origin: URL, options: ConnectorOptions): buildConnector.connector {
  const port = portOf(origin);
  const dial = buildConnector({
    timeout: options.timeoutMillis,
    lookup: pinnedLookup(options.resolveTarget, port),
    // Tries the checked addresses one after the other, so that a host with a dead IPv6 address is reached by IPv4.
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: Math.max(10, Math.min(1_000, Math.floor(options.timeoutMillis / 4))),
  });
  const finish = createFinisher(options);
  return (target, callback) => {
    const start = () => {
      dial({ ...target, protocol: 'http:', port: String(port) }, (...[error, wire]) => {
        if (error) callback(error, null);
        else finish(target, wire, callback);
      });
    };
    if (isIP(target.hostname) === 0) {
      start();
      return;
    }
    options.resolveTarget(target.hostname, port).then(start, (error: unknown) => {
      callback(asError(error), null);
    });
  };
}

/** Makes of an open connection what requests are written to. */
export type Finisher = (target: buildConnector.Options, wire: Socket, callback: buildConnector.Callback) => void;

/**
 * Speaks TLS over the connection where the target asks for it, and bounds the answers. TLS has the connection beneath it as a socket of
 * its own, since only that one counts what really arrives.
 */
export function createFinisher({ timeoutMillis, maxAnswerBytes, ca }: ConnectorOptions): Finisher {
  const secure = buildConnector({ timeout: timeoutMillis, ...(ca === undefined ? {} : { ca }) });
  return (target, wire, callback) => {
    const handOver: buildConnector.Callback = (...[error, socket]) => {
      if (error) {
        callback(error, null);
        return;
      }
      callback(null, socket);
      boundAnswers(socket, wire, maxAnswerBytes);
    };
    if (target.protocol === 'https:') secure({ ...target, ...serverName(target.hostname), httpSocket: wire }, handOver);
    else handOver(null, wire);
  };
}

/** The port that an origin means. */
export function portOf({ port, protocol }: URL): number {
  return port === '' ? defaultPort(protocol) : Number(port);
}

/** The name that TLS asks for and checks: none for an address, and without the dot of a fully qualified name. */
function serverName(hostname: string): { servername?: string } {
  return isIP(hostname) === 0 ? { servername: hostname.replace(/\.$/, '') } : {};
}

export function asError(error: unknown): Error {
  return types.isNativeError(error) ? error : new Error(String(error));
}

/** The resolver that the socket itself asks, so that it can't connect to anything else than what was checked. */
function pinnedLookup(resolveTarget: ResolveTarget, port: number): LookupFunction {
  return (hostname, { all }, callback) => {
    resolveTarget(hostname, port).then(
      (addresses) => {
        const [first] = addresses;
        if (all === true || first === undefined) callback(null, addresses);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => {
        callback(asError(error), []);
      },
    );
  };
}

async function lookupAll(hostname: string): Promise<ResolvedAddress[]> {
  return systemLookup(hostname, { all: true });
}
