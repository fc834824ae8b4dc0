/**
 * Registers webhooks, and changes them while events are published: makes new ones, disables, enables and deletes some. Each change is
 * noted with the times between which it took effect.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { createDeliveriesClient, createWebhooksClient } from '@waypost/client';
import { createActivity, tally, type Activity } from './activity.js';
import { createApiCaller } from './apiCaller.js';
import { createDeck } from './deck.js';
import type { Random } from './random.js';
import {
  randomSubscription,
  SUBSCRIPTIONS,
  type AccountName,
  type RegisteredWebhook,
  type Subscription,
  type Switch,
} from './subscriptions.js';

export interface Account {
  id: string;
  name: AccountName;
  apiKey: string;
}

/** It finishes when a turn of every kind is over and all that were disabled for a while are enabled. */
export interface Registrar extends Activity {
  /** All that were ever registered, or may have been. */
  webhooks: readonly RegisteredWebhook[];
  /** Changes by kind, the deliveries that were found parked before their webhook was enabled, and the requests that had to be repeated. */
  changes: ReadonlyMap<string, number>;
  /** Answers that are not what the contract promises. */
  faults: readonly string[];
  /** Begins to change them. */
  start(): void;
  /** When nothing is under way any more: compares with what the API lists, and learns which of the unanswered ones exist. */
  takeStock(): Promise<void>;
}

interface Receiver {
  behaviour: string;
  url: string;
}

interface RegistrarOptions {
  apiUrls: readonly string[];
  accounts: readonly Account[];
  receivers: readonly Receiver[];
  random: Random;
}

/** As many are disabled as enabled, and as many registered as deleted. */
const CHANGES = ['disabled', 'disabled', 'enabled', 'enabled', 'registered', 'deleted'] as const;
const PAUSE_MILLIS = 1_000;
/** What is counted besides the changes: deliveries that were found waiting for one. */
const PARKED = 'deliveries parked';
/** What an unanswered request has left behind in the database ends by then: a webhook that it was about is let alone so long. */
const ECHO_MILLIS = 5_000;

/** Each receiver has one webhook of each of `SUBSCRIPTIONS` when it resolves. */
export async function createRegistrar({ accounts, receivers, random, apiUrls }: RegistrarOptions): Promise<Registrar> {
  const webhooks: RegisteredWebhook[] = [];
  const changes = new Map<string, number>();
  const faults: string[] = [];
  const { signal, ...activity } = createActivity('Changing webhooks');
  const { attempt, untilAnswered } = createApiCaller({
    apiUrls,
    random,
    signal,
    onFault: (fault) => faults.push(fault),
    onRepeat: () => {
      tally(changes, 'repeated');
    },
  });
  const deal = createDeck(CHANGES, random);
  /** Disabled for a while, the longest first. */
  let disabled: RegisteredWebhook[] = [];
  const restUntil = new Map<RegisteredWebhook, number>();

  async function changeAllTheWhile(): Promise<void> {
    for (let turn = 1; !activity.isFinishing() || turn <= CHANGES.length; turn += 1) {
      for (const change of deal(1)) await carryOut(change);
      await delay(random.between(0, PAUSE_MILLIS), undefined, { signal });
    }
    for (const webhook of disabled) {
      await countParked(webhook);
      await delay(Math.max(0, (restUntil.get(webhook) ?? 0) - Date.now()), undefined, { signal });
      await switchTo(webhook, 'enabled');
    }
  }

  async function carryOut(change: (typeof CHANGES)[number]): Promise<void> {
    if (change === 'registered') {
      await register(randomSubscription(random), random.pick(receivers));
      return;
    }
    const now = Date.now();
    const idle = disabled.filter((webhook) => (restUntil.get(webhook) ?? 0) < now);
    const serving = webhooks.filter(
      (webhook) =>
        webhook.id !== '' && webhook.switches.at(-1)?.to === 'enabled' && (restUntil.get(webhook) ?? 0) < now,
    );
    const choice = { disabled: serving, enabled: idle.slice(0, 1), deleted: [...serving, ...idle] }[change];
    if (choice.length === 0) return;
    const webhook = random.pick(choice);
    disabled = disabled.filter((other) => other !== webhook);
    if (change === 'enabled') await countParked(webhook);
    await switchTo(webhook, change);
    if (change === 'disabled') disabled.push(webhook);
  }

  /** Each try has a path of its own, since one that was not answered may have been carried out. */
  async function register(subscription: Subscription, { behaviour, url }: Receiver): Promise<RegisteredWebhook> {
    const { account, events, dcIds } = subscription;
    const { id: accountId, apiKey } = accountOf(account);
    for (;;) {
      const path = `/webhook-${webhooks.length + 1}`;
      const made: Switch = { to: 'enabled', sentAt: Date.now(), answeredAt: Infinity };
      const asked = { account, events, dcIds, accountId, path, receiver: behaviour };
      const webhook: RegisteredWebhook = { ...asked, id: '', secret: '', switches: [made] };
      webhooks.push(webhook);
      const body = { webhook_url: url + path, events, dc_ids: dcIds };
      const answer = await attempt('POST /webhooks', (service) =>
        createWebhooksClient({ ...service, apiKey }).POST('/webhooks', { body }),
      );
      if (!answer) continue;
      made.answeredAt = Date.now();
      webhook.id = answer.data.webhook.id;
      webhook.secret = await readSecret(webhook.id, apiKey);
      tally(changes, 'registered');
      return webhook;
    }
  }

  /** What was published while it was disabled, and waits for it: up to a page. Nobody insists on an answer. */
  async function countParked({ id, account }: RegisteredWebhook): Promise<void> {
    const { apiKey } = accountOf(account);
    const params = { path: { id }, query: { state: 'parked', limit: 200 } as const };
    const page = await attempt('GET /webhooks/{id}/deliveries', (service) =>
      createDeliveriesClient({ ...service, apiKey }).GET('/webhooks/{id}/deliveries', { params }),
    );
    changes.set(PARKED, (changes.get(PARKED) ?? 0) + (page?.data.deliveries.length ?? 0));
  }

  async function switchTo(webhook: RegisteredWebhook, to: Switch['to']): Promise<void> {
    const { apiKey } = accountOf(webhook.account);
    const params = { path: { id: webhook.id } };
    const noted: Switch = { to, sentAt: Date.now(), answeredAt: Infinity };
    webhook.switches.push(noted);
    let tries = 0;
    await untilAnswered<object>(`the change of a webhook to ${to}`, async (service) => {
      tries += 1;
      const client = createWebhooksClient({ ...service, apiKey });
      if (to !== 'deleted') return client.PATCH('/webhooks/{id}', { params, body: { enabled: to === 'enabled' } });
      const { data, response } = await client.DELETE('/webhooks/{id}', { params });
      // The try before may have deleted it.
      return { data: tries > 1 && response.status === 404 ? {} : data, response };
    });
    noted.answeredAt = Date.now();
    if (tries > 1) restUntil.set(webhook, noted.answeredAt + ECHO_MILLIS);
    tally(changes, to);
  }

  async function readSecret(id: string, apiKey: string): Promise<string> {
    const params = { path: { id } };
    const { data } = await untilAnswered('GET /webhooks/{id}/secret', (service) =>
      createDeliveriesClient({ ...service, apiKey }).GET('/webhooks/{id}/secret', { params }),
    );
    return data.secret;
  }

  async function takeStock(): Promise<void> {
    for (const { id: accountId, name, apiKey } of accounts) {
      const { data } = await untilAnswered('GET /webhooks', (service) =>
        createWebhooksClient({ ...service, apiKey }).GET('/webhooks'),
      );
      const listed = new Map(data.webhooks.map((webhook) => [new URL(webhook.url).pathname, webhook]));
      for (const webhook of webhooks.filter((registered) => registered.accountId === accountId)) {
        const found = listed.get(webhook.path);
        listed.delete(webhook.path);
        if (webhook.id === '') {
          if (found) Object.assign(webhook, { id: found.id, secret: await readSecret(found.id, apiKey) });
          continue;
        }
        const is = found ? (found.enabled ? 'enabled' : 'disabled') : 'deleted';
        const shouldBe = webhook.switches.at(-1)?.to;
        if (is !== shouldBe) faults.push(`${webhook.path} is ${is}, not ${shouldBe ?? ''}`);
      }
      for (const path of listed.keys()) faults.push(`${name} has a webhook that nobody made: ${path}`);
    }
  }

  function accountOf(name: AccountName): Account {
    const account = accounts.find((known) => known.name === name);
    if (!account) throw new Error(`There is no account ${name}.`);
    return account;
  }

  for (const receiver of receivers) {
    for (const subscription of SUBSCRIPTIONS) {
      const webhook = await register(subscription, receiver);
      if (!subscription.enabled) await switchTo(webhook, 'disabled');
    }
  }
  changes.clear();

  return {
    webhooks,
    changes,
    faults,
    start: () => {
      activity.follow(changeAllTheWhile());
    },
    takeStock,
    finish: activity.finish,
    abort: activity.abort,
  };
}
