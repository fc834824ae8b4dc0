/** Who gets in to the console, who does not, and what is left when they have gone. */
import { describe, expect, it } from '@jest/globals';
import { contractCheck } from '../../support/contract.js';
import { createCaller } from '../../support/call.js';
import { testConsole } from './console.js';

const tests = testConsole();
const { visit, enter, linkTo } = tests;

/** What a page keeps where its scripts, and those of later pages, can read it. */
const KEPT =
  'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, history.state, location.href])';

describe('a link', () => {
  it('opens the console of its account, is not in the address any more, and leaves nothing that a script can read', async () => {
    const { id } = await tests.service.createAccount('Bolt');
    const { page, context, open, accessToken } = await visit();
    await open(await linkTo(id));
    await page.getByRole('heading', { name: 'Webhooks', level: 1 }).waitFor();
    await page.getByRole('link', { name: 'Bolt' }).waitFor();
    expect(page.url()).toBe(`${tests.service.url}/console`);
    const [cookie, ...others] = await context.cookies(`${tests.service.url}/console/session/renew`);
    expect([cookie, others]).toMatchObject([
      { httpOnly: true, sameSite: 'Strict', path: '/console/session/renew' },
      [],
    ]);
    const kept = await page.evaluate<string>(KEPT);
    for (const secret of [accessToken(), cookie?.value ?? '', 'wl_', 'ws_', 'wt_']) expect(kept).not.toContain(secret);
    await page.reload();
    await page.getByRole('link', { name: 'Bolt' }).waitFor();
    expect(await page.evaluate('indexedDB.databases()')).toEqual([]);
  });

  it.each([
    ['was used', 60_000],
    ['is over', -1],
  ])('that %s says so, and where to get another', async (_words, millis) => {
    const { id } = await tests.service.createAccount();
    const link = await linkTo(id, { millis });
    if (millis > 0) await tests.access.signIn(link.replace('/console#link=', ''));
    const { page, open } = await visit({ expects: [/401 \(Unauthorized\) of \/console\/sessions$/] });
    await open(link);
    await page.getByRole('alert').getByText('This link does not open the console any more.').waitFor();
    await page.getByText('Ask for another one').waitFor();
    expect(page.url()).not.toContain('wl_');
  });

  it("shows nothing of another account's, also where an address leads to it", async () => {
    const [owner, other] = [await tests.service.createAccount('Owner'), await tests.service.createAccount('Other')];
    const { id } = await owner.createWebhook({ webhook_url: 'https://owner.example/hook' });
    const { page } = await enter(other.id, { path: `/console/webhooks/${id}` });
    await page.getByText('There is no such webhook').waitFor();
    await page.getByRole('link', { name: 'Webhooks' }).first().click();
    await page.getByText('No webhooks yet').waitFor();
    expect(await page.content()).not.toContain('owner.example');
  });

  it('that is opened by who is signed in as another shows nothing of the other', async () => {
    const [first, second] = [await tests.service.createAccount('First'), await tests.service.createAccount('Second')];
    await first.createWebhook({ webhook_url: 'https://first.example/hook' });
    const { page, open } = await enter(first.id);
    await page.getByRole('link', { name: 'first.example/hook' }).waitFor();
    await open(await linkTo(second.id));
    await page.getByText('No webhooks yet').waitFor();
    expect(await page.content()).not.toContain('first.example');
  });
});

describe('an API key', () => {
  it('signs in by the form, and is kept nowhere', async () => {
    const { apiKey } = await tests.service.createAccount('By key');
    const { page, open } = await visit();
    await open('/console');
    await page.getByLabel('API key').fill(apiKey);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'By key' }).waitFor();
    expect(await page.evaluate<string>(KEPT)).not.toContain(apiKey);
  });

  it('that is refused says so at the field', async () => {
    const { page, open } = await visit({ expects: [/401 \(Unauthorized\) of \/console\/sessions$/] });
    await open('/console');
    await page.getByLabel('API key').fill(`wp_${'A'.repeat(43)}`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('The API key is invalid.').waitFor();
    expect(await page.getByLabel('API key').getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByLabel('API key').inputValue()).toBe('');
  });
});

describe('signing out', () => {
  it('ends the session at once: for the token in hand, for the cookie, and in other tabs', async () => {
    const account = await tests.service.createAccount();
    await account.createWebhook();
    const { page, context, accessToken } = await enter(account.id, { expects: [/401/] });
    const tab = await context.newPage();
    await tab.goto(`${tests.service.url}/console`);
    await tab.getByRole('link', { name: 'example.com/webhook' }).waitFor();
    const token = accessToken();
    expect(await tests.access.statusWith(token)).toBe(200);

    const [cookie] = await context.cookies(`${tests.service.url}/console/session/renew`);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await tests.access.statusWith(token)).toBe(401);
    expect((await tests.access.renew(`waypost_session=${cookie?.value ?? ''}`)).status).toBe(401);
    expect(await context.cookies(`${tests.service.url}/console/session/renew`)).toEqual([]);

    await tab.getByRole('link', { name: 'example.com/webhook' }).click();
    await tab.getByText('Your session is over.').waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
  });
});

describe('a read-only link', () => {
  it('shows everything, and no action', async () => {
    const account = await tests.service.createAccount();
    const { id } = await account.createWebhook();
    const { page } = await enter(account.id, { isReadOnly: true });
    await page.getByText('Read-only').waitFor();
    await page.getByRole('link', { name: 'example.com/webhook' }).waitFor();
    for (const action of ['New webhook', 'Create webhook']) {
      expect(
        await page
          .getByRole('link', { name: action })
          .or(page.getByRole('button', { name: action }))
          .count(),
      ).toBe(0);
    }
    expect(await page.getByRole('switch').count()).toBe(0);
    await page.getByRole('link', { name: 'example.com/webhook' }).click();
    await page.getByRole('heading', { name: 'Deliveries' }).waitFor();
    for (const action of ['Send test event', 'Recover…', 'More actions']) {
      expect(await page.getByRole('button', { name: action }).count()).toBe(0);
    }
    await page.goto(`${tests.service.url}/console/webhooks/new`);
    await page.getByText('You are here for looking only').waitFor();
    expect(await account.listWebhooks()).toMatchObject([{ id, enabled: true }]);
  });

  it.each(['webhooks', 'deliveries'] as const)('can change nothing of what openapi/%s.yaml has', async (name) => {
    const account = await tests.service.createAccount();
    const { id } = await account.createWebhook();
    const { page, accessToken } = await enter(account.id, { isReadOnly: true });
    await page.getByRole('link', { name: 'example.com/webhook' }).waitFor();
    const contract = await contractCheck(name);
    const call = createCaller(tests.service.url, contract, accessToken());
    const changing = [...contract.operations].filter(([, { method }]) => method !== 'get');
    const statuses = await Promise.all(
      changing.map(async ([operationId]) => [operationId, (await call(operationId, { id, body: {} })).status]),
    );
    expect(statuses).toEqual(changing.map(([operationId]) => [operationId, 403]));
    expect(await account.listWebhooks()).toMatchObject([{ id, enabled: true }]);
  });
});
