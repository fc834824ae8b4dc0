import type { DeliveryState, WebhookEventType } from '@waypost/client';
import { createPaint, prettyJson, printable } from '../../terminal.js';
import { answerTo, openAccountAccess } from '../apiAccess.js';
import type { OutputOptions } from '../arguments.js';
import type { CommandContext } from '../context.js';
import { listOfAccount, listOfWebhook, listUndelivered, type DeliveryFilter, type SpanFilter } from './list.js';
import { deliveryDetails, deliveryTable } from './view.js';

/** The options of `waypost deliveries list`. */
export interface ListOptions extends OutputOptions {
  webhook?: string;
  state?: DeliveryState;
  event?: WebhookEventType;
  dc?: string;
  route?: string;
  since?: Date;
  until?: Date;
  undelivered?: true;
  limit: number;
}

/** `waypost deliveries list` */
export async function listDeliveries(
  { webhook, undelivered, limit, json, ...options }: ListOptions,
  { env, print, colours }: CommandContext,
): Promise<void> {
  const access = openAccountAccess(env);
  const found = undelivered
    ? await listUndelivered(access, spanOf(options), limit)
    : webhook === undefined
      ? await listOfAccount(access, filterOf(options), limit)
      : await listOfWebhook(access, webhook, filterOf(options), limit);
  print(json ? prettyJson(found) : deliveryTable(found, webhook === undefined, createPaint(colours)));
}

/** `waypost deliveries show <id>` */
export async function showDelivery(
  id: string,
  { json }: OutputOptions,
  { env, print, colours }: CommandContext,
): Promise<void> {
  const call = openAccountAccess(env).deliveries.GET('/deliveries/{id}', { params: { path: { id } } });
  const { delivery } = (await answerTo(call)).data;
  print(json ? prettyJson(delivery) : deliveryDetails(delivery, createPaint(colours)));
}

/** `waypost deliveries retry <id>` */
export async function retryDelivery(
  id: string,
  { json }: OutputOptions,
  { env, print }: CommandContext,
): Promise<void> {
  const call = openAccountAccess(env).deliveries.POST('/deliveries/{id}/retry', { params: { path: { id } } });
  const { delivery } = (await answerTo(call)).data;
  print(json ? prettyJson(delivery) : `${printable(delivery.event)} ${printable(delivery.id)} is sent again now`);
}

function filterOf({ state, event, dc, route, ...span }: Omit<ListOptions, 'limit'>): DeliveryFilter {
  return {
    ...(state && { state }),
    ...(event && { event }),
    ...(dc !== undefined && { dc_id: dc }),
    ...(route !== undefined && { route_id: route }),
    ...spanOf(span),
  };
}

function spanOf({ since, until }: Pick<ListOptions, 'since' | 'until'>): SpanFilter {
  return { ...(since && { since: since.toISOString() }), ...(until && { until: until.toISOString() }) };
}
