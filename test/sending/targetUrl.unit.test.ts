import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createAddressPolicy } from '../../src/sending/targetAddress.js';
import { checkTargetUrl } from '../../src/sending/targetUrl.js';

function policyAllowing(...allowedCidrs: string[]) {
  return createAddressPolicy({ allowedCidrs, allowedPorts: [] });
}

const strict = policyAllowing();

describe('a URL that may be registered', () => {
  it.each([
    'https://example.com/webhook',
    'http://example.com',
    'https://example.com:8443/a/b?c=d&e=f%20g',
    'https://example.com/?',
    'https://example.com./webhook',
    'https://my_service.example.com/',
    'HTTPS://EXAMPLE.COM/Webhook',
    'https://bücher.example/pfad',
    'https://xn--bcher-kva.example/',
    'https://example.com/@user:name',
    'https://8.8.8.8/webhook',
    'https://[2606:4700::1111]:8443/webhook',
    'http://134744072/',
    'https://example.com/?next=http://10.0.0.1/',
    'https://localhost.example.com/',
    'https://internal.example.com/',
    'https://not-local.example/',
  ])('%s', (url) => {
    expect(checkTargetUrl(url, strict)).toEqual({ ok: true });
  });
});

describe('a URL that is not written as it would be requested is invalid', () => {
  it.each([
    ['', 'must be an absolute URL'],
    ['webhook', 'must be an absolute URL'],
    ['/webhook', 'must be an absolute URL'],
    ['//example.com/webhook', 'must be an absolute URL'],
    ['example.com/webhook', 'must be an absolute URL'],
    ['https:example.com', 'must be an absolute URL'],
    ['https:/example.com', 'must be an absolute URL'],
    ['https:///example.com', 'must be an absolute URL'],
    ['http:///x', 'must be an absolute URL'],
    ['https://', 'must be an absolute URL'],
    ['https://?x', 'must be an absolute URL'],
    ['https://:443/', 'must be an absolute URL'],
    ['ftp://example.com/', 'must be an absolute URL'],
    ['javascript:alert(1)', 'must be an absolute URL'],
    ['file:///etc/passwd', 'must be an absolute URL'],
    ['gopher://example.com/', 'must be an absolute URL'],
    ['https://example.com:65536/', 'must be an absolute URL'],
    ['https://example.com:abc/', 'must be an absolute URL'],
    ['https://[fe80::1%25eth0]/', 'must be an absolute URL'],
    ['https://[fe80::1%eth0]/', 'must be an absolute URL'],
    ['https://[::1/', 'must be an absolute URL'],
    ['https://256.256.256.256/', 'must be an absolute URL'],
    ['https://1.2.3.4.5/', 'must be an absolute URL'],
    ['https://0x100000000/', 'must be an absolute URL'],
    ['https://exa%00mple.com/', 'must be an absolute URL'],
    ['https://example.com:0/', 'must not have the port 0'],
    ['https:\\\\example.com/', 'must not contain backslashes'],
    ['https://example.com\\@10.0.0.1/', 'must not contain backslashes'],
    ['https://example.com/a\\b', 'must not contain backslashes'],
    [' https://example.com/', 'must not contain spaces or control characters'],
    ['https://example.com/ ', 'must not contain spaces or control characters'],
    ['https://example.com/a b', 'must not contain spaces or control characters'],
    ['https://exam\tple.com/', 'must not contain spaces or control characters'],
    ['https://example.com/\r\nHost: evil', 'must not contain spaces or control characters'],
    ['https://example.com/\u0000', 'must not contain spaces or control characters'],
    ['https://example.com/\u007f', 'must not contain spaces or control characters'],
    ['https://example.com/\u0085', 'must not contain spaces or control characters'],
    ['https://example.com/\u00a0', 'must not contain spaces or control characters'],
    ['\ufeffhttps://example.com/', 'must not contain spaces or control characters'],
    ['https://example.com/\ud800', 'must not contain spaces or control characters'],
    ['https://example.com/#top', 'must not have a fragment'],
    ['https://example.com#@10.0.0.1/', 'must not have a fragment'],
    ['https://user:password@example.com/', 'must not have a user or a password'],
    ['https://user@example.com/', 'must not have a user or a password'],
    ['https://@example.com/', 'must not have a user or a password'],
    ['https://:@example.com/', 'must not have a user or a password'],
    ['https://example.com:80@10.0.0.1/', 'must not have a user or a password'],
    ['https://a..b/', 'must have a host that is a DNS name or an IP address'],
    ['https://*.example.com/', 'must have a host that is a DNS name or an IP address'],
    ['https://exa$mple.com/', 'must have a host that is a DNS name or an IP address'],
    [`https://${'a'.repeat(64)}.example/`, 'must have a host that is a DNS name or an IP address'],
    [`https://${'a.'.repeat(127)}example/`, 'must have a host that is a DNS name or an IP address'],
  ])('%j', (url, message) => {
    expect(checkTargetUrl(url, strict)).toMatchObject({
      ok: false,
      kind: 'invalid',
      message: expect.stringContaining(message),
    });
  });
});

describe('a host that leads into the network is forbidden in every form it can be written in', () => {
  it.each([
    ['http://127.0.0.1/', '127.0.0.1, a loopback address'],
    ['http://127.0.0.1./', '127.0.0.1, a loopback address'],
    ['http://127.0.0.1:22/', '127.0.0.1, a loopback address'],
    ['http://127.1/', '127.0.0.1, a loopback address'],
    ['http://127.0.1/', '127.0.0.1, a loopback address'],
    ['http://2130706433/', '127.0.0.1, a loopback address'],
    ['http://0x7f000001/', '127.0.0.1, a loopback address'],
    ['http://0X7F.0.0.1/', '127.0.0.1, a loopback address'],
    ['http://0x7f.1/', '127.0.0.1, a loopback address'],
    ['http://017700000001/', '127.0.0.1, a loopback address'],
    ['http://0177.0.0.1/', '127.0.0.1, a loopback address'],
    ['http://0177.0x0.0.01/', '127.0.0.1, a loopback address'],
    ['http://%31%32%37.0.0.1/', '127.0.0.1, a loopback address'],
    ['http://127%2e0%2e0%2e1/', '127.0.0.1, a loopback address'],
    ['http://１２７.０.０.１/', '127.0.0.1, a loopback address'],
    ['http://127。0。0。1/', '127.0.0.1, a loopback address'],
    ['http://①②⑦.⓪.⓪.①/', '127.0.0.1, a loopback address'],
    ['http://0/', '0.0.0.0, an address of "this network"'],
    ['http://0.0.0.0/', '0.0.0.0, an address of "this network"'],
    ['http://10.0.0.8/', '10.0.0.8, a private address'],
    ['http://10.8/', '10.0.0.8, a private address'],
    ['http://167772168/', '10.0.0.8, a private address'],
    ['http://0xa.0x0.0x0.0x8/', '10.0.0.8, a private address'],
    ['http://172.16.0.1/', '172.16.0.1, a private address'],
    ['http://192.168.0.1/', '192.168.0.1, a private address'],
    ['http://0300.0250.0.1/', '192.168.0.1, a private address'],
    ['http://100.64.0.1/', '100.64.0.1, a carrier-grade NAT address'],
    ['http://169.254.169.254/latest/meta-data/', '169.254.169.254, a cloud metadata address'],
    ['http://2852039166/', '169.254.169.254, a cloud metadata address'],
    ['http://0xa9fea9fe/', '169.254.169.254, a cloud metadata address'],
    ['http://100.100.100.200/', '100.100.100.200, a cloud metadata address'],
    ['http://224.0.0.1/', '224.0.0.1, a multicast address'],
    ['http://255.255.255.255/', '255.255.255.255, the broadcast address'],
    ['http://4294967295/', '255.255.255.255, the broadcast address'],
    ['http://[::]/', '::, the unspecified address'],
    ['http://[::1]/', '::1, a loopback address'],
    ['http://[0:0:0:0:0:0:0:1]:8080/', '::1, a loopback address'],
    ['http://[::ffff:127.0.0.1]/', '::ffff:7f00:1, a loopback address'],
    ['http://[::ffff:7f00:1]/', '::ffff:7f00:1, a loopback address'],
    ['http://[0:0:0:0:0:FFFF:10.0.0.8]/', '::ffff:a00:8, a private address'],
    ['http://[::127.0.0.1]/', '::7f00:1, an IPv4-compatible address'],
    ['http://[64:ff9b::127.0.0.1]/', '64:ff9b::7f00:1, a NAT64 form of a loopback address'],
    ['http://[64:ff9b:1::a00:8]/', '64:ff9b:1::a00:8, a local NAT64 address'],
    ['http://[2002:7f00:1::]/', '2002:7f00:1::, a 6to4 address'],
    ['http://[2001:0:7f00:1::]/', '2001:0:7f00:1::, a Teredo address'],
    ['http://[fc00::1]/', 'fc00::1, a private address'],
    ['http://[fd00:ec2::254]/', 'fd00:ec2::254, a cloud metadata address'],
    ['http://[fe80::1]/', 'fe80::1, a link-local address'],
    ['http://[ff02::1]/', 'ff02::1, a multicast address'],
    ['http://[2001:db8::1]/', '2001:db8::1, a documentation address'],
    ['http://localhost/', 'localhost, a loopback name'],
    ['http://LOCALHOST:9000/', 'localhost, a loopback name'],
    ['http://localhost./', 'localhost, a loopback name'],
    ['http://ⓛocalhost/', 'localhost, a loopback name'],
    ['http://loc%61lhost/', 'localhost, a loopback name'],
    ['http://api.localhost/', 'api.localhost, a loopback name'],
    ['http://localhost.localdomain/', 'localhost.localdomain, a name of internal networks'],
    ['http://printer.local/', 'printer.local, a name of internal networks'],
    ['http://metadata.google.internal/', 'metadata.google.internal, a name of internal networks'],
    ['http://router.home.arpa/', 'router.home.arpa, a name of internal networks'],
    ['http://wiki.corp/', 'wiki.corp, a name of internal networks'],
    ['http://postgres:5432/', 'postgres, a name of internal networks'],
    ['http://metadata/', 'metadata, a name of internal networks'],
  ])('%s', (url, target) => {
    expect(checkTargetUrl(url, strict)).toEqual({
      ok: false,
      kind: 'forbidden',
      message: `must not lead to ${target}`,
    });
  });

  it('whatever number system an address of a closed network is written in', () => {
    const part = fc.nat({ max: 255 });
    const writings = [
      (...parts: number[]) => parts.map((n) => `0x${n.toString(16)}`).join('.'),
      (...parts: number[]) => parts.map((n) => `0${n.toString(8)}`).join('.'),
      (...parts: number[]) => String(parts.reduce((sum, n) => sum * 256 + n, 0)),
    ];
    fc.assert(
      fc.property(part, part, part, fc.constantFrom(...writings), fc.constantFrom(10, 127), (b, c, d, write, a) => {
        expect(checkTargetUrl(`http://${write(a, b, c, d)}/`, strict)).toMatchObject({ kind: 'forbidden' });
      }),
    );
  });
});

describe('what the operator opened', () => {
  it('lets loopback be registered by address and by name, on the port that was opened', () => {
    const policy = policyAllowing('127.0.0.0/8:9000');
    expect(checkTargetUrl('http://127.0.0.1:9000/', policy)).toEqual({ ok: true });
    expect(checkTargetUrl('http://localhost:9000/', policy)).toEqual({ ok: true });
    expect(checkTargetUrl('http://api.localhost:9000/', policy)).toEqual({ ok: true });
    expect(checkTargetUrl('http://localhost:9001/', policy)).toMatchObject({ kind: 'forbidden' });
    expect(checkTargetUrl('http://127.0.0.1/', policy)).toMatchObject({ kind: 'forbidden' });
    expect(checkTargetUrl('http://printer.local:9000/', policy)).toMatchObject({ kind: 'forbidden' });
  });

  it('lets names of internal networks be registered once an internal network is open', () => {
    const policy = policyAllowing('10.0.0.0/8');
    expect(checkTargetUrl('http://receiver:9000/', policy)).toEqual({ ok: true });
    expect(checkTargetUrl('http://receiver.default.svc.cluster.local/', policy)).toEqual({ ok: true });
    expect(checkTargetUrl('http://localhost/', policy)).toMatchObject({ kind: 'forbidden' });
    expect(checkTargetUrl('http://169.254.169.254/', policy)).toMatchObject({ kind: 'forbidden' });
  });

  it('refuses a port that is not allowed, for names and for addresses', () => {
    const policy = createAddressPolicy({ allowedCidrs: ['127.0.0.0/8:9000'], allowedPorts: [443] });
    expect(checkTargetUrl('https://example.com/', policy)).toEqual({ ok: true });
    expect(checkTargetUrl('http://example.com/', policy)).toEqual({
      ok: false,
      kind: 'forbidden',
      message: 'must lead to an allowed port: port 80 is not allowed',
    });
    expect(checkTargetUrl('https://8.8.8.8:25/', policy)).toMatchObject({ kind: 'forbidden' });
  });
});

it('never throws and never lets a URL pass that a parser would repair', () => {
  const pieces = fc.constantFrom(
    'http',
    'https',
    ':',
    '/',
    '//',
    '\\',
    '@',
    '#',
    '?',
    '127.0.0.1',
    'example.com',
    ' ',
    '\t',
    '[',
    ']',
    '%',
    '.',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(pieces).map((parts) => parts.join('')),
      ),
      (url) => {
        if (!checkTargetUrl(url, strict).ok) return;
        expect(url).toMatch(/^https?:\/\/[^/?#@\\\s]+(?:[/?][^#\\\s]*)?$/i);
      },
    ),
    { numRuns: 2_000 },
  );
});
