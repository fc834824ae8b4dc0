import { isIP } from 'node:net';
import type { AddressPolicy } from './targetAddress.js';

/** Whether a URL may be registered. `message` continues "webhook_url …" and is meant for the caller. */
export type TargetUrlCheck = { ok: true } | { ok: false; kind: 'invalid' | 'forbidden'; message: string };

const notAbsolute = invalid('must be an absolute URL such as https://example.com/my-webhook');

/**
 * The suffixes that mean somebody's own network: `.local` (RFC 6762 and its appendix G), `.internal` (reserved by ICANN),
 * `.home.arpa` (RFC 8375), and `.localdomain`, which many systems give to loopback.
 */
const internalSuffixes = [
  'local',
  'localdomain',
  'internal',
  'intranet',
  'private',
  'corp',
  'home',
  'lan',
  'home.arpa',
];

/**
 * Decides whether a webhook may be registered for this URL: `webhook_url` in the contract. Pure: names are not resolved here,
 * because what they resolve to may change; every connection checks that again.
 *
 * - The URL has to be written as it will be requested, since it is stored and returned as sent: `http://` or `https://` and a host,
 *   no user or password, no fragment (an absolute URI has none, RFC 3986 section 4.3), no backslashes, spaces or control
 *   characters, which URL parsers repair silently. `invalid` otherwise.
 * - The host is judged after WHATWG normalisation, so that `http://0x7f.1`, `http://2130706433` and `http://127.0.0.1` are the
 *   same. Addresses that the policy refuses, loopback names, and names that can only mean an internal network are `forbidden`;
 *   the latter pass if the operator opened an internal network, `localhost` if the operator opened loopback on that port.
 */
export function checkTargetUrl(url: string, policy: AddressPolicy): TargetUrlCheck {
  const fault = writingFault(url);
  if (fault !== null) return fault;
  if (!URL.canParse(url)) return notAbsolute;
  const { hostname, protocol, port: writtenPort } = new URL(url);
  const port = writtenPort === '' ? defaultPort(protocol) : Number(writtenPort);
  if (port === 0) return invalid('must not have the port 0');

  const address = addressOf(hostname);
  if (address !== null) {
    const kind = policy.refusedAs(address, port);
    return kind === null ? { ok: true } : forbidden(`must not lead to ${address}, ${kind}`);
  }
  return checkName(hostname, port, policy);
}

/** The port that a URL without one means. */
export function defaultPort(protocol: string): number {
  return protocol === 'https:' ? 443 : 80;
}

/** The address that a normalised host literally is, without brackets; null for a name. */
function addressOf(hostname: string): string | null {
  const bare = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  return isIP(bare) === 0 ? null : bare;
}

/** What is wrong with how the URL is written; null if a parser will read it as it stands. */
function writingFault(url: string): TargetUrlCheck | null {
  // Cs: a lone surrogate can't be stored as UTF-8.
  if (/[\p{Cc}\p{Cs}\p{Z}\ufeff]/u.test(url)) return invalid('must not contain spaces or control characters');
  if (url.includes('\\')) return invalid('must not contain backslashes');
  if (url.includes('#')) return invalid('must not have a fragment (#…): it would never be sent');
  const authority = /^https?:\/\/(?<authority>[^/?]+)/i.exec(url)?.groups?.authority;
  if (authority === undefined) return notAbsolute;
  if (authority.includes('@')) return invalid('must not have a user or a password');
  return null;
}

function checkName(hostname: string, port: number, policy: AddressPolicy): TargetUrlCheck {
  const name = hostname.endsWith('.') ? hostname.slice(0, -1) : hostname;
  const labels = name.split('.');
  if (name.length > 253 || !labels.every((label) => /^[a-z0-9_-]{1,63}$/.test(label))) {
    return invalid('must have a host that is a DNS name or an IP address');
  }
  const portRefusal = policy.portRefusal(port);
  if (portRefusal !== null) return forbidden(`must lead to an allowed port: ${portRefusal}`);

  if (isInDomain(name, 'localhost')) {
    const loopbackAllowed = ['127.0.0.1', '::1'].some((address) => policy.refusedAs(address, port) === null);
    return loopbackAllowed ? { ok: true } : forbidden(`must not lead to ${name}, a loopback name`);
  }
  const isInternal = labels.length === 1 || internalSuffixes.some((suffix) => isInDomain(name, suffix));
  if (isInternal && !policy.opensInternalNetworks) {
    return forbidden(`must not lead to ${name}, a name of internal networks`);
  }
  return { ok: true };
}

function isInDomain(name: string, domain: string): boolean {
  return name === domain || name.endsWith(`.${domain}`);
}

function invalid(message: string): TargetUrlCheck {
  return { ok: false, kind: 'invalid', message };
}

function forbidden(message: string): TargetUrlCheck {
  return { ok: false, kind: 'forbidden', message };
}
