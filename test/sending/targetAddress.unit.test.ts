import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createAddressPolicy } from '../../src/sending/targetAddress.js';

const strict = createAddressPolicy({ allowedCidrs: [], allowedPorts: [] });

describe('what a webhook must never reach', () => {
  it.each([
    ['0.0.0.0', 'an address of "this network"'],
    ['0.1.2.3', 'an address of "this network"'],
    ['10.0.0.8', 'a private address'],
    ['10.255.255.255', 'a private address'],
    ['100.64.0.1', 'a carrier-grade NAT address'],
    ['100.127.255.255', 'a carrier-grade NAT address'],
    ['100.100.100.200', 'a cloud metadata address'],
    ['127.0.0.1', 'a loopback address'],
    ['127.255.255.254', 'a loopback address'],
    ['168.63.129.16', 'a cloud metadata address'],
    ['169.254.1.1', 'a link-local address'],
    ['169.254.169.254', 'a cloud metadata address'],
    ['169.254.170.2', 'a cloud metadata address'],
    ['172.16.0.1', 'a private address'],
    ['172.31.255.255', 'a private address'],
    ['192.0.0.1', 'an address of IETF protocols'],
    ['192.0.0.170', 'an address of IETF protocols'],
    ['192.0.2.1', 'a documentation address'],
    ['192.31.196.1', 'an AS112 address'],
    ['192.52.193.1', 'an AMT relay address'],
    ['192.88.99.1', 'a 6to4 relay address'],
    ['192.168.1.1', 'a private address'],
    ['192.175.48.1', 'an AS112 address'],
    ['198.18.0.1', 'a benchmarking address'],
    ['198.19.255.255', 'a benchmarking address'],
    ['198.51.100.7', 'a documentation address'],
    ['203.0.113.9', 'a documentation address'],
    ['224.0.0.1', 'a multicast address'],
    ['239.255.255.250', 'a multicast address'],
    ['240.0.0.1', 'a reserved address'],
    ['255.255.255.255', 'the broadcast address'],
    ['::', 'the unspecified address'],
    ['::1', 'a loopback address'],
    ['0:0:0:0:0:0:0:1', 'a loopback address'],
    ['::ffff:10.0.0.8', 'a private address'],
    ['::ffff:7f00:1', 'a loopback address'],
    ['::ffff:a9fe:a9fe', 'a cloud metadata address'],
    ['0:0:0:0:0:ffff:c0a8:101', 'a private address'],
    ['::7f00:1', 'an IPv4-compatible address'],
    ['::8.8.8.8', 'an IPv4-compatible address'],
    ['::ffff:0:7f00:1', 'an IPv4-translated address'],
    ['64:ff9b::7f00:1', 'a NAT64 form of a loopback address'],
    ['64:ff9b::10.0.0.1', 'a NAT64 form of a private address'],
    ['64:ff9b::a9fe:a9fe', 'a NAT64 form of a cloud metadata address'],
    ['64:ff9b:1::808:808', 'a local NAT64 address'],
    ['100::1', 'a discard-only address'],
    ['100:0:0:1::1', 'a dummy address'],
    ['2001::1', 'a Teredo address'],
    ['2001:0:53aa:64c::1', 'a Teredo address'],
    ['2001:1::1', 'an address of IETF protocols'],
    ['2001:2::1', 'a benchmarking address'],
    ['2001:10::1', 'an ORCHID address'],
    ['2001:20::1', 'an ORCHID address'],
    ['2001:30::1', 'a drone remote id'],
    ['2001:db8::1', 'a documentation address'],
    ['2002:7f00:1::', 'a 6to4 address'],
    ['2002:808:808::1', 'a 6to4 address'],
    ['2620:4f:8000::1', 'an AS112 address'],
    ['3fff::1', 'a documentation address'],
    ['3fff:fff::1', 'a documentation address'],
    ['5f00::1', 'a segment routing address'],
    ['fc00::1', 'a private address'],
    ['fd12:3456:789a::1', 'a private address'],
    ['fd00:ec2::254', 'a cloud metadata address'],
    ['fe80::1', 'a link-local address'],
    ['febf::1', 'a link-local address'],
    ['fec0::1', 'a site-local address'],
    ['ff02::1', 'a multicast address'],
    ['ff0e::1', 'a multicast address'],
    ['200::1', 'not a global unicast address'],
    ['4000::1', 'not a global unicast address'],
    ['e000::1', 'not a global unicast address'],
    ['fe80::1%eth0', 'not an IP address'],
    ['2600::1%1', 'not an IP address'],
    ['0177.0.0.1', 'not an IP address'],
    ['0x7f.1', 'not an IP address'],
    ['2130706433', 'not an IP address'],
    ['127.1', 'not an IP address'],
    ['[::1]', 'not an IP address'],
    ['example.com', 'not an IP address'],
    ['', 'not an IP address'],
  ])('%s is refused as %s', (address, kind) => {
    expect(strict.refusal(address, 443)).toBe(`${address} is ${kind}`);
    expect(strict.refusedAs(address, 443)).toBe(kind);
  });

  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '192.0.1.0',
    '198.17.255.255',
    '198.20.0.0',
    '223.255.255.255',
    '::ffff:8.8.8.8',
    '64:ff9b::8.8.8.8',
    '2001:200::1',
    '2001:4860:4860::8888',
    '2606:4700::1111',
    '3ffe:ffff::1',
  ])('%s may be reached: the neighbours of a block are not part of it', (address) => {
    expect(strict.refusal(address, 443)).toBeNull();
  });

  it('judges every IPv4 address like its mapped form', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(strict.refusedAs(`::ffff:${address}`, 80)).toBe(strict.refusedAs(address, 80));
      }),
    );
  });
});

describe('what the operator allows', () => {
  function allowing(...allowedCidrs: string[]) {
    return createAddressPolicy({ allowedCidrs, allowedPorts: [] });
  }

  it('opens a block, its mapped form, and nothing beside it', () => {
    const policy = allowing('10.0.0.0/8');
    expect(policy.refusal('10.1.2.3', 9000)).toBeNull();
    expect(policy.refusal('::ffff:10.1.2.3', 9000)).toBeNull();
    expect(policy.refusal('192.168.0.1', 9000)).not.toBeNull();
    expect(policy.refusal('64:ff9b::10.1.2.3', 9000)).not.toBeNull();
    expect(policy.refusal('::10.1.2.3', 9000)).not.toBeNull();
  });

  it('takes a block that is written in its mapped form as the IPv4 block', () => {
    const policy = allowing('::ffff:10.0.0.0/104');
    expect(policy.refusal('10.1.2.3', 80)).toBeNull();
    expect(policy.refusal('11.1.2.3', 80)).toBeNull();
    expect(policy.refusal('127.0.0.1', 80)).not.toBeNull();
  });

  it('opens only the port that an entry names', () => {
    const policy = allowing('127.0.0.0/8:9000', '[fd00::/8]:443');
    expect(policy.refusal('127.0.0.1', 9000)).toBeNull();
    expect(policy.refusal('::ffff:127.0.0.1', 9000)).toBeNull();
    expect(policy.refusal('127.0.0.1', 9001)).toBe('127.0.0.1 is a loopback address');
    expect(policy.refusal('fd12::1', 443)).toBeNull();
    expect(policy.refusal('fd12::1', 80)).toBe('fd12::1 is a private address');
  });

  it('keeps metadata addresses closed inside of an allowed block, unless they have an entry of their own', () => {
    const wide = allowing('169.254.0.0/16', '100.64.0.0/10', 'fd00::/8', '0.0.0.0/0', '::/0');
    for (const address of ['169.254.169.254', '::ffff:169.254.169.254', '100.100.100.200', 'fd00:ec2::254']) {
      expect(wide.refusedAs(address, 80)).toBe('a cloud metadata address');
    }
    expect(wide.refusal('100.100.100.201', 80)).toBeNull();
    expect(allowing('169.254.169.254/32').refusal('169.254.169.254', 80)).toBeNull();
    expect(allowing('fd00:ec2::254/128').refusal('fd00:ec2::254', 80)).toBeNull();
  });

  it('bounds the ports, except where an entry names its own', () => {
    const policy = createAddressPolicy({ allowedCidrs: ['127.0.0.0/8:9000', '10.0.0.0/8'], allowedPorts: [443, 8443] });
    expect(policy.refusal('8.8.8.8', 443)).toBeNull();
    expect(policy.refusal('8.8.8.8', 25)).toBe('8.8.8.8 is an address whose port 25 is not allowed');
    expect(policy.refusal('10.0.0.1', 8443)).toBeNull();
    expect(policy.refusal('10.0.0.1', 22)).not.toBeNull();
    expect(policy.refusal('127.0.0.1', 9000)).toBeNull();
    expect(policy.refusal('127.0.0.1', 443)).toBe('127.0.0.1 is a loopback address');
    expect(policy.portRefusal(25)).toBe('port 25 is not allowed');
    expect(policy.portRefusal(9000)).toBeNull();
    expect(strict.portRefusal(25)).toBeNull();
  });

  it('knows whether more than loopback was opened', () => {
    expect(strict.opensInternalNetworks).toBe(false);
    expect(allowing('127.0.0.0/8', '127.0.0.1/32:9000', '::1/128').opensInternalNetworks).toBe(false);
    expect(allowing('127.0.0.0/8', '10.0.0.0/8').opensInternalNetworks).toBe(true);
    expect(allowing('0.0.0.0/0').opensInternalNetworks).toBe(true);
  });

  it.each([
    '10.0.0.0',
    '10.0.0/8',
    '10.0.0.0/33',
    '0x0a.0.0.0/8',
    '010.0.0.0/8',
    'fd00::/129',
    'fd00::/8:443x',
    '[fd00::/8',
    '10.0.0.0/8:',
    'example.com/8',
    'fe80::%eth0/10',
    ' 10.0.0.0/8',
    '',
  ])('names the entry %j that is not a block', (entry) => {
    expect(() => allowing('127.0.0.0/8', entry)).toThrow(`"${entry}" is not a CIDR block`);
  });

  it.each([0, 65_536, 1.5, NaN])('names the port %d that is none', (port) => {
    expect(() => createAddressPolicy({ allowedCidrs: [], allowedPorts: [443, port] })).toThrow(
      `"${port}" is not a port`,
    );
  });

  it('names the port of an entry that is none', () => {
    expect(() => allowing('10.0.0.0/8:70000')).toThrow('"70000" is not a port');
  });
});
