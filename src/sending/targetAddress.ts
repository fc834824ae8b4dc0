import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import {
  globalUnicastIpv6,
  metadataAddresses,
  nat64Prefix,
  specialIpv4Blocks,
  specialIpv6Blocks,
} from './specialAddresses.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Block = [address: Address, prefixLength: number];

/** A block that may be reached although it is special. */
export interface AllowedBlock {
  block: Block;
  /** The one port that this entry opens; null leaves ports to `allowedPorts`. */
  port: number | null;
}

/** Decides which addresses a webhook may lead to. Pure: it resolves nothing. */
export interface AddressPolicy {
  /** Why this address and port may not be reached, as a sentence such as `10.0.0.8 is a private address`; null if they may. */
  refusal(address: string, port: number): string | null;
  /** The same without naming the address, such as `a private address`: for answers that must not tell what a name resolves to. */
  refusedAs(address: string, port: number): string | null;
  /** Why nothing at all may be reached on this port; null if something may. */
  portRefusal(port: number): string | null;
  /** Whether the operator opened more than loopback, so that names of internal networks may be meant. */
  readonly opensInternalNetworks: boolean;
}

const ipv4Blocks = specialIpv4Blocks.map(([cidr, kind]) => ({ block: ipaddr.parseCIDR(cidr), kind }));
const ipv6Blocks = specialIpv6Blocks.map(([cidr, kind]) => ({ block: ipaddr.parseCIDR(cidr), kind }));
const globalUnicast: Block = ipaddr.parseCIDR(globalUnicastIpv6);
const nat64: Block = ipaddr.parseCIDR(nat64Prefix);
const loopback: readonly Block[] = [ipaddr.parseCIDR('127.0.0.0/8'), ipaddr.parseCIDR('::1/128')];
const metadata = new Set(metadataAddresses.map((address) => ipaddr.parse(address).toString()));

/**
 * Builds the policy from the operator's exceptions. Without any, only globally routable unicast addresses may be reached.
 *
 * @param allowedCidrs blocks that may be reached although they are special: `10.0.0.0/8`, or with the one port that is meant,
 *   `127.0.0.0/8:9000`, `[fd00::/8]:443`. An IPv4 block covers the IPv4-mapped form of its addresses. A cloud's metadata address
 *   inside of a block stays closed: it opens only by an entry of its own, such as `169.254.169.254/32`.
 * @param allowedPorts the ports that may be reached; none means any. An entry of `allowedCidrs` with a port is not bound by them.
 * @throws Error naming the first entry that is not understood.
 */
export function createAddressPolicy(options: { allowedCidrs: string[]; allowedPorts: number[] }): AddressPolicy {
  const allowed = options.allowedCidrs.map(parseAllowedCidr);
  const ports = new Set(options.allowedPorts.map(checkPort));

  function refusedAs(text: string, port: number): string | null {
    const address = parseAddress(text);
    if (address === null) return 'not an IP address';
    const needsOwnEntry = metadata.has(address.toString());
    const entries = allowed.filter(
      ({ block }) => matches(address, block) && (!needsOwnEntry || isSingleAddress(block)),
    );
    if (entries.some((entry) => entry.port === port)) return null;
    if (!entries.some((entry) => entry.port === null)) {
      const kind = needsOwnEntry ? 'a cloud metadata address' : kindOfSpecial(address);
      if (kind !== null) return kind;
    }
    return ports.size === 0 || ports.has(port) ? null : `an address whose port ${port} is not allowed`;
  }

  return {
    refusedAs,
    refusal: (address, port) => {
      const kind = refusedAs(address, port);
      return kind === null ? null : `${address} is ${kind}`;
    },
    portRefusal: (port) => {
      const open = ports.size === 0 || ports.has(port) || allowed.some((entry) => entry.port === port);
      return open ? null : `port ${port} is not allowed`;
    },
    opensInternalNetworks: allowed.some(({ block }) => !loopback.some((inner) => isInside(block, inner))),
  };
}

/** The address that is really reached: an IPv4-mapped one is the IPv4 address. Null for a name, a zone id, or garbage. */
function parseAddress(text: string): Address | null {
  // isIP is strict where ipaddr.js also takes octal, hexadecimal and short forms; a zone id has no meaning outside of this machine.
  if (isIP(text) === 0 || text.includes('%')) return null;
  return ipaddr.process(withoutDots(text));
}

/** Rewrites `::10.0.0.8` as `::a00:8`: ipaddr.js reads the former as `::ffff:10.0.0.8`, which is another address. */
function withoutDots(address: string): string {
  return isIP(address) === 6 ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address;
}

/** What kind of special address it is, or null for an ordinary global unicast one. */
function kindOfSpecial(address: Address): string | null {
  if (address.kind() === 'ipv4') return kindIn(ipv4Blocks, address);
  if (matches(address, nat64)) {
    const carried = ipaddr.fromByteArray(address.toByteArray().slice(12));
    const kind = metadata.has(carried.toString()) ? 'a cloud metadata address' : kindIn(ipv4Blocks, carried);
    return kind === null ? null : `a NAT64 form of ${kind}`;
  }
  return kindIn(ipv6Blocks, address) ?? (matches(address, globalUnicast) ? null : 'not a global unicast address');
}

function kindIn(blocks: typeof ipv4Blocks, address: Address): string | null {
  return blocks.find(({ block }) => matches(address, block))?.kind ?? null;
}

function matches(address: Address, [network, prefixLength]: Block): boolean {
  return address.kind() === network.kind() && address.match(network, prefixLength);
}

function isInside([address, prefixLength]: Block, outer: Block): boolean {
  return prefixLength >= outer[1] && matches(address, outer);
}

function isSingleAddress([address, prefixLength]: Block): boolean {
  return prefixLength === address.toByteArray().length * 8;
}

/** @throws Error if an entry of `allowedCidrs` is not understood; the message quotes it and says what would be. */
export function parseAllowedCidr(entry: string): AllowedBlock {
  const fault = `"${entry}" is not a CIDR block such as 10.0.0.0/8, 127.0.0.0/8:9000 or [fd00::/8]:443`;
  const match =
    /^(?<cidr>[\d.]+\/\d{1,3})(?::(?<port>\d{1,5}))?$/.exec(entry) ??
    /^\[(?<cidr>[\da-f:.]+\/\d{1,3})\](?::(?<port>\d{1,5}))?$/i.exec(entry) ??
    /^(?<cidr>[\da-f:.]+\/\d{1,3})$/i.exec(entry);
  const [address = '', prefixLength = ''] = match?.groups?.cidr?.split('/') ?? [];
  if (isIP(address) === 0) throw new Error(fault);
  const cidr = `${withoutDots(address)}/${prefixLength}`;
  if (!ipaddr.isValidCIDR(cidr)) throw new Error(fault);
  const port = match?.groups?.port;
  return { block: unmapped(ipaddr.parseCIDR(cidr)), port: port === undefined ? null : checkPort(Number(port)) };
}

/** `::ffff:10.0.0.0/104` means `10.0.0.0/8`: mapped addresses are judged as IPv4, so a mapped block has to be one too. */
function unmapped(block: Block): Block {
  const [address, prefixLength] = block;
  if (!(address instanceof ipaddr.IPv6) || !address.isIPv4MappedAddress() || prefixLength < 96) return block;
  return [address.toIPv4Address(), prefixLength - 96];
}

function checkPort(port: number): number {
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new Error(`"${port}" is not a port: ports go from 1 to 65535`);
}
