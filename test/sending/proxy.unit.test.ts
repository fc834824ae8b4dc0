import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { createSender, type Sender, type SenderOptions } from '../../src/sending/send.js';
import { createAddressPolicy } from '../../src/sending/targetAddress.js';
import { receiverCertificate } from '../support/certificate.js';
import { startReceiver } from '../support/receiver.js';

const loopback = createAddressPolicy({ allowedCidrs: ['127.0.0.0/8'], allowedPorts: [] });
const { host, key, cert } = receiverCertificate;

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close();
});

/** A forward proxy that opens tunnels, or answers `refuseWith` instead. */
async function proxying(refuseWith?: number) {
  const tunnels: IncomingMessage[] = [];
  const server = createServer();
  server.on('connect', (request, client) => {
    tunnels.push(request);
    client.on('error', () => undefined);
    if (refuseWith !== undefined) {
      client.end(`HTTP/1.1 ${refuseWith} No\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    const { hostname, port } = new URL(`http://${request.url ?? ''}`);
    const upstream = connect(Number(port), hostname, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('close', () => upstream.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  opened.push({
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, tunnels };
}

function sending(options: Partial<SenderOptions>): Sender {
  const lookup = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
  const sender = createSender({
    policy: loopback,
    userAgent: 'Waypost/test',
    timeoutMillis: 3_000,
    lookup,
    ...options,
  });
  opened.push(sender);
  return sender;
}

function post(sender: Sender, url: string) {
  return sender.send({ url, headers: { 'webhook-id': 'e1' }, body: '{}' });
}

async function receiving(options?: Parameters<typeof startReceiver>[0]) {
  const receiver = await startReceiver(options);
  opened.push(receiver);
  return receiver;
}

describe('a forward proxy', () => {
  it('is told the checked address, while the receiver is asked for by its name', async () => {
    const [proxy, receiver] = [await proxying(), await receiving()];
    const sender = sending({ proxyUrl: proxy.url });
    const url = `http://hooks.example.com:${receiver.port}/hook?x`;
    expect(await post(sender, url)).toMatchObject({ statusCode: 200, errorKind: null });
    expect(await post(sender, url)).toMatchObject({ statusCode: 200, errorKind: null });
    expect(proxy.tunnels).toHaveLength(1);
    expect(proxy.tunnels[0]).toMatchObject({
      url: `127.0.0.1:${receiver.port}`,
      headers: { host: `127.0.0.1:${receiver.port}` },
    });
    expect(proxy.tunnels[0]?.headers).not.toHaveProperty('proxy-authorization');
    expect(receiver.requests[0]).toMatchObject({
      path: '/hook?x',
      headers: { host: `hooks.example.com:${receiver.port}` },
    });
  });

  it('carries TLS to the receiver, whose certificate is checked for the name', async () => {
    const [proxy, receiver] = [await proxying(), await receiving({ tls: { key, cert } })];
    const trusting = sending({ proxyUrl: proxy.url, ca: cert });
    expect(await post(trusting, `https://${host}:${receiver.port}/`)).toMatchObject({ statusCode: 200 });
    expect(await post(trusting, `https://other.test:${receiver.port}/`)).toMatchObject({ errorKind: 'tls' });
    expect(await post(sending({ proxyUrl: proxy.url }), `https://${host}:${receiver.port}/`)).toMatchObject({
      errorKind: 'tls',
    });
    expect(receiver.requests).toHaveLength(1);
  });

  it('is given the user and password of its URL', async () => {
    const [proxy, receiver] = [await proxying(), await receiving()];
    const proxyUrl = proxy.url.replace('//', '//way%40post:p%3Aw@');
    expect(await post(sending({ proxyUrl }), receiver.url)).toMatchObject({ statusCode: 200 });
    expect(proxy.tunnels[0]?.headers['proxy-authorization']).toBe(
      `Basic ${Buffer.from('way@post:p:w').toString('base64')}`,
    );
  });

  it.each([403, 407, 502])('that answers %d is a failed connection', async (status) => {
    const [proxy, receiver] = [await proxying(status), await receiving()];
    expect(await post(sending({ proxyUrl: proxy.url }), receiver.url)).toMatchObject({
      errorKind: 'connection',
      errorMessage: `the proxy answered ${status} instead of opening a tunnel`,
    });
    expect(receiver.connections).toBe(0);
  });

  it('that is not there is a failed connection', async () => {
    const gone = await startReceiver();
    await gone.close();
    const receiver = await receiving();
    expect(await post(sending({ proxyUrl: gone.url }), receiver.url)).toMatchObject({ errorKind: 'connection' });
  });

  it('is not asked for what may not be reached, by address or by name', async () => {
    const proxy = await proxying();
    const policy = createAddressPolicy({ allowedCidrs: [], allowedPorts: [] });
    const sender = sending({ proxyUrl: proxy.url, policy });
    expect(await post(sender, 'http://127.0.0.1:9/')).toMatchObject({ errorKind: 'blocked' });
    expect(await post(sender, 'http://hooks.example.com/')).toMatchObject({ errorKind: 'blocked' });
    expect(proxy.tunnels).toHaveLength(0);
  });

  it.each(['proxy.example:3128', 'socks5://proxy.example', 'http://', ''])('can not be %j', (proxyUrl) => {
    expect(() => createSender({ policy: loopback, userAgent: 'x', proxyUrl })).toThrow('The proxy has to be a URL');
  });
});
