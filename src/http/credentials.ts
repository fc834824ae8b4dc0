import { parseCookie } from 'cookie';
import type { Request } from 'express';
import type { Browser } from '../contract/caller.js';
import type { Credential } from '../contract/contract.js';

/** What a request shows by way of the credential that its operation asks for; undefined if it shows none. */
export function shownBy(request: Request, { cookie }: Credential): string | undefined {
  if (cookie === null) return /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1];
  // Browsers send a cookie along whoever makes them call: that of another site's request counts for nothing.
  return isOfAnotherSite(request) ? undefined : browserOf(request).cookies[cookie];
}

/** What a request says of the browser that sends it. */
export function browserOf(request: Request): Browser {
  return { isSecure: request.secure, cookies: parseCookie(request.headers.cookie ?? '') };
}

/**
 * Whether a page of another host has a browser send the request. Browsers say so in `Sec-Fetch-Site`, which no page can write; where they
 * don't, as over plain HTTP, they name the page's origin with each request that could change something. Programs say neither.
 */
function isOfAnotherSite({ headers, host }: Request): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin';
  if (headers.origin === undefined) return false;
  return !URL.canParse(headers.origin) || new URL(headers.origin).host !== host;
}
