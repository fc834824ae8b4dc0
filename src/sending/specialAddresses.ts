/**
 * Every block of addresses that is no place for a receiver, with the words that tell a caller why.
 *
 * IPv4: the IANA special-purpose registry (RFC 6890 and its updates) and the IPv4 multicast space. All of it is listed, globally
 * reachable anycast blocks too: no receiver lives there.
 */
export const specialIpv4Blocks: readonly (readonly [cidr: string, kind: string])[] = [
  ['0.0.0.0/8', 'an address of "this network"'],
  ['10.0.0.0/8', 'a private address'],
  ['100.64.0.0/10', 'a carrier-grade NAT address'],
  ['127.0.0.0/8', 'a loopback address'],
  ['169.254.0.0/16', 'a link-local address'],
  ['172.16.0.0/12', 'a private address'],
  ['192.0.0.0/24', 'an address of IETF protocols'],
  ['192.0.2.0/24', 'a documentation address'],
  ['192.31.196.0/24', 'an AS112 address'],
  ['192.52.193.0/24', 'an AMT relay address'],
  ['192.88.99.0/24', 'a 6to4 relay address'],
  ['192.168.0.0/16', 'a private address'],
  ['192.175.48.0/24', 'an AS112 address'],
  ['198.18.0.0/15', 'a benchmarking address'],
  ['198.51.100.0/24', 'a documentation address'],
  ['203.0.113.0/24', 'a documentation address'],
  ['224.0.0.0/4', 'a multicast address'],
  ['255.255.255.255/32', 'the broadcast address'],
  ['240.0.0.0/4', 'a reserved address'],
];

/**
 * IPv6: the IANA special-purpose registry, the deprecated forms that some stacks still route, and multicast. What is listed nowhere
 * but lies outside of 2000::/3, the only space that IANA gives out as global unicast, is refused all the same.
 * IPv4-mapped addresses and 64:ff9b::/96 are not listed: they are judged by the IPv4 address that they carry.
 */
export const specialIpv6Blocks: readonly (readonly [cidr: string, kind: string])[] = [
  ['::/128', 'the unspecified address'],
  ['::1/128', 'a loopback address'],
  ['::/96', 'an IPv4-compatible address'],
  ['::ffff:0:0:0/96', 'an IPv4-translated address'],
  ['64:ff9b:1::/48', 'a local NAT64 address'],
  ['100::/64', 'a discard-only address'],
  ['100:0:0:1::/64', 'a dummy address'],
  ['2001::/32', 'a Teredo address'],
  ['2001:2::/48', 'a benchmarking address'],
  ['2001:10::/28', 'an ORCHID address'],
  ['2001:20::/28', 'an ORCHID address'],
  ['2001:30::/28', 'a drone remote id'],
  ['2001::/23', 'an address of IETF protocols'],
  ['2001:db8::/32', 'a documentation address'],
  ['2002::/16', 'a 6to4 address'],
  ['2620:4f:8000::/48', 'an AS112 address'],
  ['3fff::/20', 'a documentation address'],
  ['5f00::/16', 'a segment routing address'],
  ['fc00::/7', 'a private address'],
  ['fe80::/10', 'a link-local address'],
  ['fec0::/10', 'a site-local address'],
  ['ff00::/8', 'a multicast address'],
];

/** The only IPv6 space of which global unicast addresses are given out (RFC 4291, IANA IPv6 address space registry). */
export const globalUnicastIpv6 = '2000::/3';

/** The well-known NAT64 prefix (RFC 6052): its last 32 bits are the IPv4 address that is reached. */
export const nat64Prefix = '64:ff9b::/96';

/**
 * Where cloud platforms answer with credentials, by platform. Some lie in blocks that operators allow for other reasons (private
 * ranges, carrier-grade NAT) and one in public space, so that they are refused by name.
 */
export const metadataAddresses: readonly string[] = [
  '169.254.169.254', // AWS, Azure, Google Cloud, DigitalOcean, OpenStack, Oracle and others
  '169.254.170.2', // AWS ECS task credentials
  '169.254.170.23', // AWS EKS pod identity
  '169.254.169.253', // AWS DNS
  '169.254.0.23', // Tencent Cloud
  '169.254.42.42', // Scaleway
  '100.100.100.200', // Alibaba Cloud
  '168.63.129.16', // Azure's host agent, in public space
  '192.0.0.192', // Oracle Cloud, older
  'fd00:ec2::254', // AWS
  'fd00:ec2::23', // AWS EKS pod identity
  'fd00:ec2::253', // AWS DNS
  'fd20:ce::254', // Google Cloud
  'fd00:42::42', // Scaleway
  'fe80::a9fe:a9fe', // OpenStack
];
