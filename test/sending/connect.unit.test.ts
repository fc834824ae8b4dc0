import { describe, expect, it } from '@jest/globals';
import { ConnectError, createTargetResolver, type Lookup, type RefusedTarget } from '../../src/sending/connect.js';
import { createAddressPolicy } from '../../src/sending/targetAddress.js';

const strict = createAddressPolicy({ allowedCidrs: [], allowedPorts: [] });

/** The system's resolver replaced by one that knows these addresses. */
function resolvingTo(...addresses: string[]): Lookup {
  return () => Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
}

describe('a name is followed nowhere if one of its addresses may not be reached', () => {
  it.each([
    [['127.0.0.1'], 'a loopback address'],
    [['127.8.8.8'], 'a loopback address'],
    [['0.0.0.0'], 'an address of "this network"'],
    [['10.0.0.8'], 'a private address'],
    [['172.20.0.1'], 'a private address'],
    [['192.168.1.1'], 'a private address'],
    [['100.64.0.1'], 'a carrier-grade NAT address'],
    [['169.254.1.1'], 'a link-local address'],
    [['169.254.169.254'], 'a cloud metadata address'],
    [['198.18.0.1'], 'a benchmarking address'],
    [['203.0.113.1'], 'a documentation address'],
    [['224.0.0.1'], 'a multicast address'],
    [['255.255.255.255'], 'the broadcast address'],
    [['::'], 'the unspecified address'],
    [['::1'], 'a loopback address'],
    [['::ffff:127.0.0.1'], 'a loopback address'],
    [['::ffff:a00:8'], 'a private address'],
    [['::127.0.0.1'], 'an IPv4-compatible address'],
    [['64:ff9b::10.0.0.8'], 'a NAT64 form of a private address'],
    [['64:ff9b:1::1'], 'a local NAT64 address'],
    [['2001:db8::1'], 'a documentation address'],
    [['2002:a00:8::1'], 'a 6to4 address'],
    [['fd00::1'], 'a private address'],
    [['fd00:ec2::254'], 'a cloud metadata address'],
    [['fe80::1'], 'a link-local address'],
    [['fe80::1%eth0'], 'not an IP address'],
    [['ff02::1'], 'a multicast address'],
    [['8.8.8.8', '10.0.0.8'], 'a private address'],
    [['10.0.0.8', '8.8.8.8'], 'a private address'],
    [['2606:4700::1111', '8.8.8.8', '::1'], 'a loopback address'],
    [['elsewhere.example'], 'not an IP address'],
  ])('%j', async (addresses, kind) => {
    const refused: RefusedTarget[] = [];
    const resolveTarget = createTargetResolver(strict, resolvingTo(...addresses), (target) => refused.push(target));
    const error: unknown = await resolveTarget('hooks.example.com', 443).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ConnectError);
    // The operator is told what the address is. The account is told the same whatever it is: it may be one of the operator's own network.
    const message = 'hooks.example.com leads to an address that webhooks may not reach';
    expect(error).toMatchObject({ kind: 'blocked', message });
    expect(refused).toEqual([{ hostname: 'hooks.example.com', address: expect.any(String), port: 443, kind }]);
    expect(addresses).toContain(refused[0]?.address);
  });
});

describe('the addresses of a host', () => {
  it('are all returned if all may be reached', async () => {
    const resolveTarget = createTargetResolver(strict, resolvingTo('8.8.8.8', '2606:4700::1111'));
    expect(await resolveTarget('hooks.example.com', 443)).toEqual([
      { address: '8.8.8.8', family: 4 },
      { address: '2606:4700::1111', family: 6 },
    ]);
  });

  it('are resolved again for every connection, so that a name that changes is noticed', async () => {
    const answers = ['8.8.8.8', '10.0.0.8', '8.8.4.4'];
    const resolveTarget = createTargetResolver(strict, (hostname) => resolvingTo(answers.shift() ?? '')(hostname));
    await expect(resolveTarget('hooks.example.com', 443)).resolves.toHaveLength(1);
    await expect(resolveTarget('hooks.example.com', 443)).rejects.toMatchObject({ kind: 'blocked' });
    await expect(resolveTarget('hooks.example.com', 443)).resolves.toEqual([{ address: '8.8.4.4', family: 4 }]);
  });

  it('are resolved once for connections that need them at the same time, and checked for the port of each', async () => {
    const policy = createAddressPolicy({ allowedCidrs: ['127.0.0.0/8:9000'], allowedPorts: [] });
    let lookups = 0;
    const resolveTarget = createTargetResolver(policy, (hostname) => {
      lookups += 1;
      return resolvingTo('127.0.0.1')(hostname);
    });
    const results = await Promise.allSettled([resolveTarget('a.example', 9000), resolveTarget('a.example', 9001)]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(lookups).toBe(1);
  });

  it('need no resolver if the host is an address, which is checked all the same', async () => {
    const resolveTarget = createTargetResolver(strict, () => Promise.reject(new Error('asked')));
    expect(await resolveTarget('8.8.8.8', 443)).toEqual([{ address: '8.8.8.8', family: 4 }]);
    expect(await resolveTarget('2606:4700::1111', 443)).toEqual([{ address: '2606:4700::1111', family: 6 }]);
    await expect(resolveTarget('10.0.0.8', 443)).rejects.toMatchObject({
      kind: 'blocked',
      message: '10.0.0.8 is a private address',
    });
    await expect(resolveTarget('::1', 443)).rejects.toMatchObject({ kind: 'blocked' });
  });

  it('are an error of their own if the name does not resolve or has none', async () => {
    const failing = createTargetResolver(strict, () => Promise.reject(new Error('ENOTFOUND')));
    await expect(failing('gone.example', 443)).rejects.toMatchObject({
      kind: 'dns',
      message: 'gone.example does not resolve',
    });
    const empty = createTargetResolver(strict, resolvingTo());
    await expect(empty('gone.example', 443)).rejects.toMatchObject({
      kind: 'dns',
      message: 'gone.example has no address',
    });
  });

  it('come from the system if no resolver is given', async () => {
    const policy = createAddressPolicy({ allowedCidrs: ['127.0.0.0/8', '::1/128'], allowedPorts: [] });
    expect((await createTargetResolver(policy)('localhost', 80)).length).toBeGreaterThan(0);
    await expect(createTargetResolver(strict)('localhost', 80)).rejects.toMatchObject({ kind: 'blocked' });
  });
});
