import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { validateAllDeliveryFilters } from './deliveries/filters.js';
import { validateAccountsSearch, validateOverviewSearch } from './platform/search.js';
import { App } from './shell/App.js';
import { validateUndeliveredSearch } from './undelivered/search.js';
import { validateWebhookSearch } from './webhook/search.js';
import { validateWebhooksSearch } from './webhooks/search.js';
import { NoSuchPage, ScreenFailed, ScreenLoading } from './shell/states.js';

/** The screens, by their paths beneath `/console`. The code of each is loaded when it is opened. */
const root = createRootRoute({ component: App, notFoundComponent: NoSuchPage });

const webhooks = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: validateWebhooksSearch,
  component: lazyRouteComponent(() => import('./webhooks/WebhooksScreen.js'), 'WebhooksScreen'),
});

const newWebhook = createRoute({
  getParentRoute: () => root,
  path: '/webhooks/new',
  component: lazyRouteComponent(() => import('./webhooks/NewWebhookScreen.js'), 'NewWebhookScreen'),
});

const webhook = createRoute({
  getParentRoute: () => root,
  path: '/webhooks/$webhookId',
  validateSearch: validateWebhookSearch,
  component: lazyRouteComponent(() => import('./webhook/WebhookScreen.js'), 'WebhookScreen'),
});

const secret = createRoute({
  getParentRoute: () => root,
  path: '/webhooks/$webhookId/secret',
  component: lazyRouteComponent(() => import('./secret/SecretScreen.js'), 'SecretScreen'),
});

const deliveries = createRoute({
  getParentRoute: () => root,
  path: '/deliveries',
  validateSearch: validateAllDeliveryFilters,
  component: lazyRouteComponent(() => import('./deliveries/DeliveriesScreen.js'), 'DeliveriesScreen'),
});

const delivery = createRoute({
  getParentRoute: () => root,
  path: '/deliveries/$deliveryId',
  component: lazyRouteComponent(() => import('./deliveries/DeliveryScreen.js'), 'DeliveryScreen'),
});

const undelivered = createRoute({
  getParentRoute: () => root,
  path: '/undelivered',
  validateSearch: validateUndeliveredSearch,
  component: lazyRouteComponent(() => import('./undelivered/UndeliveredScreen.js'), 'UndeliveredScreen'),
});

const events = createRoute({
  getParentRoute: () => root,
  path: '/events',
  component: lazyRouteComponent(() => import('./events/EventsScreen.js'), 'EventsScreen'),
});

const platform = createRoute({
  getParentRoute: () => root,
  path: '/platform',
  validateSearch: validateOverviewSearch,
  component: lazyRouteComponent(() => import('./platform/PlatformScreen.js'), 'PlatformScreen'),
});

const accounts = createRoute({
  getParentRoute: () => root,
  path: '/platform/accounts',
  validateSearch: validateAccountsSearch,
  component: lazyRouteComponent(() => import('./platform/AccountsScreen.js'), 'AccountsScreen'),
});

const account = createRoute({
  getParentRoute: () => root,
  path: '/platform/accounts/$accountId',
  component: lazyRouteComponent(() => import('./platform/AccountScreen.js'), 'AccountScreen'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    webhooks,
    newWebhook,
    webhook,
    secret,
    deliveries,
    delivery,
    undelivered,
    events,
    platform,
    accounts,
    account,
  ]),
  basepath: '/console',
  defaultPreload: 'intent',
  defaultPendingComponent: ScreenLoading,
  defaultErrorComponent: ScreenFailed,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
