/** Every screen of the console, with what is on it when it is complete. */
import type { Page } from 'playwright-core';
import type { BelievableData } from './believable.js';

export interface Screen {
  name: string;
  /** Who looks at it. */
  as: 'account' | 'operator' | 'nobody';
  path: (data: BelievableData) => string;
  /** Resolves when everything is shown. */
  ready: (page: Page) => Promise<void>;
}

const row = (name: string) => (page: Page) => page.getByRole('row', { name }).first().waitFor();
const words = (text: string) => (page: Page) => page.getByText(text).first().waitFor();
const heading = (name: string) => (page: Page) => page.getByRole('heading', { name }).first().waitFor();

/** Opens a dialog of a screen. */
const dialog =
  (name: string, shown: (page: Page) => Promise<void>) =>
  async (page: Page): Promise<void> => {
    await page.getByRole('button', { name }).first().click();
    await shown(page);
    await page.getByRole('dialog').waitFor();
  };

const webhook = async (page: Page): Promise<void> => {
  await row('ROUTE_')(page);
  await page.getByRole('application').or(page.locator('svg.recharts-surface')).nth(1).waitFor();
};

export const screens: readonly Screen[] = [
  { name: 'sign-in', as: 'nobody', path: () => '/console', ready: heading('Waypost') },
  { name: 'webhooks', as: 'account', path: () => '/console', ready: row('hooks.albatros-freight.example') },
  { name: 'new-webhook', as: 'account', path: () => '/console/webhooks/new', ready: words('ROUTE_CREATED') },
  { name: 'webhook', as: 'account', path: ({ healthyId: id }) => `/console/webhooks/${id}`, ready: webhook },
  { name: 'webhook-failing', as: 'account', path: ({ failingId: id }) => `/console/webhooks/${id}`, ready: webhook },
  {
    name: 'recover',
    as: 'account',
    path: ({ failingId: id }) => `/console/webhooks/${id}`,
    ready: dialog('Recover…', words('Deliveries that are')),
  },
  {
    name: 'test-event',
    as: 'account',
    path: ({ healthyId: id }) => `/console/webhooks/${id}?test=true`,
    ready: words('Send a test event'),
  },
  { name: 'deliveries', as: 'account', path: () => '/console/deliveries', ready: row('ROUTE_') },
  {
    name: 'delivery',
    as: 'account',
    path: ({ retriedDeliveryId: id }) => `/console/deliveries/${id}`,
    ready: words('Attempt 3'),
  },
  {
    name: 'delivery-given-up',
    as: 'account',
    path: ({ exhaustedDeliveryId: id }) => `/console/deliveries/${id}`,
    ready: words('Given up'),
  },
  { name: 'undelivered', as: 'account', path: () => '/console/undelivered', ready: row('pending') },
  {
    name: 'secret',
    as: 'account',
    path: ({ healthyId: id }) => `/console/webhooks/${id}/secret`,
    ready: heading('Signing secret'),
  },
  { name: 'events', as: 'account', path: () => '/console/events', ready: words('ROUTE_CREATED') },
  { name: 'no-such-page', as: 'account', path: () => '/console/nowhere', ready: words('There is no such page') },
  { name: 'platform', as: 'operator', path: () => '/console/platform', ready: row('Northline Couriers') },
  { name: 'accounts', as: 'operator', path: () => '/console/platform/accounts', ready: row('Delta Fresh') },
  {
    name: 'account',
    as: 'operator',
    path: ({ accountId: id }) => `/console/platform/accounts/${id}`,
    ready: heading('API keys'),
  },
  {
    name: 'new-account',
    as: 'operator',
    path: () => '/console/platform/accounts',
    ready: dialog('New account', words('For people.')),
  },
];
