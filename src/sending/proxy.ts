import { Socket } from 'node:net';
import { Pool, type buildConnector, type Dispatcher } from 'undici';
import {
  ConnectError,
  asError,
  createFinisher,
  portOf,
  type ConnectorOptions,
  type ResolvedAddress,
} from './connect.js';

/** A forward proxy that all connections to receivers go through. */
export interface ForwardProxy {
  /** A connector for one origin, through the proxy. */
  connectorFor(origin: URL): buildConnector.connector;
  close(): Promise<void>;
}

/**
 * Connects through a forward proxy by `CONNECT` (RFC 9110 section 9.3.6), for `http` receivers too. The proxy is told the address
 * that we resolved and checked, not the name: it can't be led elsewhere by a resolver of its own. TLS goes through to the receiver.
 * The proxy's own address is the operator's choice and is not checked.
 *
 * @param proxyUrl `http://` or `https://`, with `user:password@` for basic authentication.
 * @throws Error if it is not such a URL.
 */
export function createForwardProxy(proxyUrl: string, options: ConnectorOptions): ForwardProxy {
  // The URL is not shown: it may hold a password.
  if (!/^https?:\/\//i.test(proxyUrl) || !URL.canParse(proxyUrl)) {
    throw new Error('The proxy has to be a URL such as http://proxy.example:3128');
  }
  const { origin, username, password } = new URL(proxyUrl);
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const authorization =
    username === '' && password === ''
      ? {}
      : { 'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}` };
  const { timeoutMillis } = options;
  const proxy: Dispatcher = new Pool(origin, { headersTimeout: timeoutMillis, connect: { timeout: timeoutMillis } });
  const finish = createFinisher(options);

  async function openTunnel(hostname: string, port: number): Promise<Socket> {
    const addresses = await options.resolveTarget(hostname, port);
    const [first, ...others] = addresses.map((address) => authorityOf(address, port));
    if (first === undefined) throw new ConnectError('dns', `${hostname} has no address`);
    // One more address, of another family where there is one, for hosts that the proxy reaches by IPv4 only.
    const candidates = [
      first,
      ...others.filter((other) => other.startsWith('[') !== first.startsWith('[')).slice(0, 1),
    ];
    let status = 0;
    for (const authority of candidates) {
      const tunnel = await proxy.connect({ origin, path: authority, headers: { host: authority, ...authorization } });
      const socket = openSocket(tunnel);
      if (socket !== null) return socket;
      status = tunnel.statusCode;
    }
    throw new ConnectError('connection', `the proxy answered ${status} instead of opening a tunnel`);
  }

  return {
    connectorFor: (receiver) => {
      const port = portOf(receiver);
      return (target, callback) => {
        openTunnel(target.hostname, port).then(
          (socket) => {
            finish(target, socket, callback);
          },
          (error: unknown) => {
            callback(asError(error), null);
          },
        );
      };
    },
    close: () => proxy.destroy(),
  };
}

/** The socket of a tunnel that was opened; one that was refused is closed. */
function openSocket({ statusCode, socket }: Dispatcher.ConnectData): Socket | null {
  if (statusCode >= 200 && statusCode <= 299 && socket instanceof Socket) return socket;
  socket.on('error', () => undefined).destroy();
  return null;
}

function authorityOf({ address, family }: ResolvedAddress, port: number): string {
  return family === 6 ? `[${address}]:${port}` : `${address}:${port}`;
}
