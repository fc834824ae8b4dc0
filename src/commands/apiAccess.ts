/** How commands reach a running service: the typed clients, with the keys of the environment. */
import {
  createDeliveriesClient,
  createEventsClient,
  createWebhooksClient,
  type DeliveriesClient,
  type ErrorResponse,
  type EventsClient,
  type WebhooksClient,
} from '@waypost/client';
import type { CommandContext } from './context.js';
import { keyFrom, serviceUrl } from './environment.js';
import { RequestFailed } from './failures.js';
import { printable } from '../terminal.js';

const TIMEOUT_MILLIS = 30_000;

/** What an account can do. */
export interface AccountAccess {
  webhooks: WebhooksClient;
  deliveries: DeliveriesClient;
}

/** @throws UsageError if `WAYPOST_API_KEY` is not set */
export function openAccountAccess(env: CommandContext['env']): AccountAccess {
  const access = { baseUrl: serviceUrl(env), apiKey: keyFrom(env, 'WAYPOST_API_KEY'), fetch: fetchInTime };
  return { webhooks: createWebhooksClient(access), deliveries: createDeliveriesClient(access) };
}

/** @throws UsageError if `WAYPOST_PUBLISHER_KEY` is not set */
export function openPublisherAccess(env: CommandContext['env']): EventsClient {
  const publisherKey = keyFrom(env, 'WAYPOST_PUBLISHER_KEY');
  return createEventsClient({ baseUrl: serviceUrl(env), publisherKey, fetch: fetchInTime });
}

/**
 * The body of a successful answer.
 * @throws RequestFailed with the code, the message and every fault of any other, or with the reason why there was no answer
 */
export async function answerTo<Data>(
  call: Promise<{ data?: Data; error?: unknown; response: Response }>,
): Promise<NonNullable<Data>> {
  const { data, error, response } = await call.catch((cause: unknown) => {
    throw cause instanceof RequestFailed ? cause : new RequestFailed("The answer is not one of Waypost's.", { cause });
  });
  if (response.ok && data !== undefined && data !== null) return data;
  throw new RequestFailed(
    isErrorResponse(error) ? describe(error) : `The answer is ${response.status}, without a reason.`,
  );
}

async function fetchInTime(request: Request): Promise<Response> {
  try {
    return await fetch(request, { signal: AbortSignal.timeout(TIMEOUT_MILLIS) });
  } catch (cause) {
    throw new RequestFailed(`${new URL(request.url).origin} can't be reached: ${reasonOf(cause)}`, { cause });
  }
}

/** `fetch` hides the reason: "fetch failed", because of an error with a code. */
function reasonOf(error: unknown): string {
  const reason = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(reason instanceof Error)) return String(reason);
  return reason.message || ('code' in reason ? String(reason.code) : reason.name);
}

function isErrorResponse(value: unknown): value is ErrorResponse {
  if (typeof value !== 'object' || value === null || !('data' in value)) return false;
  const { data } = value;
  return typeof data === 'object' && data !== null && 'code' in data && 'message' in data;
}

function describe({ data: { code, message, errors = [], request_id } }: ErrorResponse): string {
  const lines = [`${message} (error ${code})`, ...errors.map((fault) => `  ${fault.path}: ${fault.message}`)];
  if (request_id !== undefined) lines.push(`  request id: ${request_id}`);
  return lines.map(printable).join('\n');
}
