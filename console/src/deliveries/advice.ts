import type { Attempt } from '@waypost/client';

const kinds: Record<string, string> = {
  timeout: 'It did not answer in time. Answer with a 2xx at once, and do the work afterwards.',
  dns: 'The name of the host leads nowhere. Look for a typing error in the URL, and at the DNS record.',
  blocked: 'The host leads to a private address, which webhooks may not reach. Register a public one.',
  connection:
    'Nobody took the connection, or it broke off. Does the receiver run, and does a firewall let Waypost through?',
  tls: 'The connection could not be encrypted. Is the certificate valid, made for this host, and sent with its chain?',
  protocol: 'What came back is not HTTP/1.1 as it has to be. Is it something else that listens there?',
};

const statuses: Record<number, string> = {
  401: 'It does not accept who asks. Does it verify with the current secret, or is there a login before it?',
  403: 'It does not accept who asks. Does it verify with the current secret, or does a firewall refuse Waypost?',
  404: 'There is nothing at this path. Look at the URL of the webhook.',
  405: 'It does not take POST at this path. Look at the URL of the webhook.',
  408: 'It was not given the whole request in time. What is before it may be too slow.',
  410: 'It says that it is gone for good, and Waypost has disabled the webhook. Enable it when it is back.',
  413: 'The payload is larger than it allows. Let it take 256 kB.',
  415: 'It does not take JSON. Notifications are application/json.',
  429: 'It has too much to do. Waypost waits for as long as its Retry-After says.',
  502: 'Something before the receiver could not reach it. Does it run?',
  503: 'It can’t take anything at the moment.',
  504: 'Something before the receiver has waited for it in vain. Answer with a 2xx at once, and do the work afterwards.',
};

/** What to do about a failed attempt. Null if it did not fail. */
export function advice({ status_code: status, error_kind: kind }: Attempt): string | null {
  if (kind !== null) return kinds[kind] ?? null;
  if (status === null || (status >= 200 && status < 300)) return null;
  if (statuses[status]) return statuses[status];
  if (status < 400) return 'It leads elsewhere, and redirects are not followed. Register the URL that it leads to.';
  return status < 500
    ? 'It refuses the notification. Its answer may say why.'
    : 'It has failed by itself. Its own log says why, at this time.';
}
