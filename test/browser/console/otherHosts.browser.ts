/** What pages of other hosts, and what they have planted, do to somebody who is signed in: nothing. */
import { afterAll, describe, expect, it } from '@jest/globals';
import { startReceiver, type Receiver } from '../../support/receiver.js';
import { eventually } from '../../support/eventually.js';
import { testConsole } from './console.js';

const tests = testConsole();
const COOKIE_PATH = '/console/session/renew';

const hosts: Receiver[] = [];
afterAll(async () => {
  for (const host of hosts) await host.close();
});

/** A host with one page. On this machine, too: another port is another origin, and `localhost` is another site. */
async function startHost(body = ''): Promise<Receiver> {
  const host = await startReceiver();
  host.respondWith((_request, response) => {
    response.setHeader('Content-Type', 'text/html').end(`<!doctype html><link rel="icon" href="data:,">${body}`);
  });
  hosts.push(host);
  return host;
}

describe('a frame', () => {
  it('does not show the console', async () => {
    const { url } = tests.service;
    const host = await startHost(`<iframe src="${url}/console"></iframe>`);
    const { page } = await tests.visit({ asks: [host.url], expects: [/frame-ancestors/] });
    const refused = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'));
    await page.goto(host.url);
    await refused;
    expect(await page.frames()[1]?.getByRole('button').count()).toBe(0);
  });

  it('shows it in a page that the operator has named', async () => {
    const host = await startHost();
    const other = await tests.service.startAnother(['api'], { CONSOLE_FRAME_ANCESTORS: host.url });
    const url = other.url ?? '';
    host.respondWith((_request, response) => {
      response
        .setHeader('Content-Type', 'text/html')
        .end(`<!doctype html><link rel="icon" href="data:,"><iframe src="${url}/console"></iframe>`);
    });
    const { page } = await tests.visit({ asks: [host.url, url] });
    await page.goto(host.url);
    await page.frameLocator('iframe').getByRole('button', { name: 'Sign in' }).waitFor();
  });
});

describe('a request that a page of another host sends', () => {
  it.each([
    ['of another port', '127.0.0.1'],
    ['of another site', 'localhost'],
  ])('does not renew a session, end it, or begin another: %s', async (_words, hostname) => {
    const { service, access } = tests;
    const account = await service.createAccount('Victim');
    const attacker = await service.createAccount('Attacker');
    const host = await startHost();
    const origin = host.url.replace('127.0.0.1', hostname);
    const { page, context } = await tests.enter(account.id, {
      asks: [origin],
      expects: [/CORS|net::ERR|Failed to load/],
    });
    const before = await context.cookies(service.url + COOKIE_PATH);

    const foreign = await context.newPage();
    await foreign.goto(origin);
    const seen = service.logLines.length;
    await foreign.evaluate(
      async ([url = '', credential = '']) => {
        const send = (path: string, init: object) =>
          fetch(url + path, { method: 'POST', mode: 'no-cors', credentials: 'include', ...init }).catch(
            () => undefined,
          );
        await send('/console/session/renew', {});
        await send('/console/sessions', { body: JSON.stringify({ credential }) });
        await fetch(`${url}/console/session/renew`, { method: 'POST', credentials: 'include' }).catch(() => undefined);
      },
      [service.url, attacker.apiKey],
    );
    await eventually(() => {
      const statuses = service.logLines
        .slice(seen)
        .flatMap(({ path, status }) => (String(path).startsWith('/console/') ? [status] : []));
      expect(statuses.length).toBeGreaterThanOrEqual(3);
      for (const status of statuses) expect(status).toBeGreaterThanOrEqual(400);
    });
    expect(await context.cookies(service.url + COOKIE_PATH)).toEqual(before);
    await page.reload();
    await page.getByRole('link', { name: 'Victim' }).waitFor();
    expect((await access.renew(`waypost_session=${before[0]?.value ?? ''}`)).status).toBe(200);
  });
});

describe('a cookie that somebody has planted', () => {
  it.each([COOKIE_PATH, '/'])('is not taken over by who signs in, at the path %s', async (path) => {
    const { service, access } = tests;
    const [victim, attacker] = [await service.createAccount('Victim'), await service.createAccount('Attacker')];
    const planted = (await access.signIn(attacker.apiKey)).cookie.replace('waypost_session=', '');
    const { page, context, open } = await tests.visit();
    await context.addCookies([{ name: 'waypost_session', value: planted, domain: '127.0.0.1', path }]);
    await open(await tests.linkTo(victim.id));
    await page.getByRole('link', { name: 'Victim' }).waitFor();
    await page.reload();
    await page.getByRole('link', { name: 'Victim' }).waitFor();
    const own = (await context.cookies(service.url + COOKIE_PATH)).filter((cookie) => cookie.value !== planted);
    expect(own).toHaveLength(1);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect((await access.renew(`waypost_session=${own[0]?.value ?? ''}`)).status).toBe(401);
  });
});
