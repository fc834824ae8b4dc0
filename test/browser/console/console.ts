/** What the tests of the console share: the real service with its built console, one Chromium, and people, each with a browser of their own. */
import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { ConsoleOwner } from '../../../src/accounts/consoleOwner.js';
import type { Role } from '../../../src/service/start.js';
import { consoleAccess, type ConsoleAccess } from '../../support/console.js';
import { startDeliveryService, type DeliveryService } from '../../support/delivering.js';
import { buildProgram } from '../../support/program.js';
import { observe, startChromium, type Observed } from '../chromium.js';

export const DESKTOP = { width: 1280, height: 800 };
export const TELEPHONE = { width: 390, height: 844 };

/** Somebody in front of a browser that knows nothing yet. */
export interface Visitor {
  page: Page;
  context: BrowserContext;
  /** What the page asked for so far. */
  observed: Observed;
  /** The access token that the page has called with last. */
  accessToken(): string;
}

export interface VisitorOptions extends BrowserContextOptions {
  /** Complaints of Chromium that belong to what is tried; all others fail the test. */
  expects?: RegExp[];
  /** Origins that may be asked; any other fails the test. */
  asks: string[];
}

/** For machines that are slow, not for what is tested. */
const TIMEOUT_MILLIS = 15_000;

/** Whether somebody is signed in already is asked once, and Chromium calls any refusal an error. */
const NOT_YET_SIGNED_IN = /401 \(Unauthorized\) of \/console\/session\/renew$/;

/**
 * For a file of tests: starts Chromium, and fails a test in which a page has broken its policy, complained, or asked another host for anything.
 * @returns how somebody comes
 */
export function testVisitors(): (options: VisitorOptions) => Promise<Visitor> {
  let browser: Browser;
  let visitors: { context: BrowserContext; observed: Observed; asks: string[]; expects: RegExp[] }[] = [];

  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(() => browser.close());
  afterEach(async () => {
    const all = visitors;
    visitors = [];
    await Promise.all(all.map(({ context }) => context.close()));
    for (const { observed, asks, expects } of all) {
      expect(observed.complaints.filter((complaint) => !expects.some((pattern) => pattern.test(complaint)))).toEqual(
        [],
      );
      expect(observed.requests.filter((url) => !asks.includes(new URL(url).origin))).toEqual([]);
    }
  });

  return async ({ expects = [], asks, ...options }) => {
    const context = await browser.newContext({
      viewport: DESKTOP,
      reducedMotion: 'reduce',
      locale: 'en-GB',
      ...options,
    });
    context.setDefaultTimeout(TIMEOUT_MILLIS);
    const page = await context.newPage();
    const observed = await observe(page);
    visitors.push({ context, observed, asks, expects: [NOT_YET_SIGNED_IN, ...expects] });
    let token = '';
    page.on('request', (request) => {
      token = /^Bearer (wt_.+)$/.exec(request.headers()['authorization'] ?? '')?.[1] ?? token;
    });
    return { page, context, observed, accessToken: () => token };
  };
}

interface LinkOptions {
  isReadOnly?: boolean;
  millis?: number;
}

type VisitOptions = Omit<VisitorOptions, 'asks'> & { asks?: string[] };

/** Somebody at the service of these tests. */
export interface ConsoleVisitor extends Visitor {
  /** Opens a path beneath the service's address. */
  open(path: string): Promise<void>;
}

export interface ConsoleTests {
  service: DeliveryService;
  access: ConsoleAccess;
  /** Somebody who comes without a link. */
  visit(options?: VisitOptions): Promise<ConsoleVisitor>;
  /** Somebody who has opened a link to an account's console, or to the platform's for null, and with it a path. */
  enter(accountId: string | null, options?: VisitOptions & LinkOptions & { path?: string }): Promise<ConsoleVisitor>;
  /** The path of a new link. */
  linkTo(accountId: string | null, options?: LinkOptions): Promise<string>;
}

/** For a file of tests: the service, delivering unless told otherwise, and who comes to its console. @param env settings that differ from the defaults */
export function testConsole(env: Record<string, string> = {}, roles: Role[] = ['api', 'worker']): ConsoleTests {
  const come = testVisitors();
  let service: DeliveryService;
  let access: ConsoleAccess;

  beforeAll(async () => {
    await buildProgram();
    service = await startDeliveryService(env, roles);
    access = await consoleAccess(service);
  }, 180_000);
  afterAll(() => service.stop());

  async function visit({ asks = [], ...options }: VisitOptions = {}): Promise<ConsoleVisitor> {
    const visitor = await come({ asks: [service.url, ...asks], ...options });
    return {
      ...visitor,
      open: async (path) => {
        await visitor.page.goto(service.url + path);
      },
    };
  }

  async function linkTo(accountId: string | null, options: LinkOptions = {}): Promise<string> {
    const owner: ConsoleOwner = accountId === null ? { kind: 'operator' } : { kind: 'account', accountId };
    return `/console#link=${await access.linkTo(owner, options)}`;
  }

  return {
    get service() {
      return service;
    },
    get access() {
      return access;
    },
    visit,
    linkTo,
    enter: async (accountId, { isReadOnly = false, path = '/console', ...options } = {}) => {
      const visitor = await visit(options);
      const [, link = ''] = (await linkTo(accountId, { isReadOnly })).split('#');
      await visitor.open(`${path}#${link}`);
      await visitor.page.getByRole('button', { name: 'Sign out' }).waitFor();
      return visitor;
    },
  };
}
