/** How commands reach a running service: the typed clients, with what the environment says. */
import {
  createDeliveriesClient,
  createEventsClient,
  createWebhooksClient,
  type DeliveriesClient,
  type ErrorResponse,
  type EventsClient,
  type WebhooksClient,
} from '../client/index.js';
import { UsageError } from './accounts.js';
import type { CommandContext } from './context.js';
import { printable } from './terminal.js';

const DEFAULT_URL = 'http://127.0.0.1:8080';
const TIMEOUT_MILLIS = 30_000;

/** For the help of commands that use it. */
export const ACCOUNT_ENVIRONMENT = `
Environment:
  WAYPOST_API_KEY  an API key of your account; never an argument, since arguments end in the shell's history
  WAYPOST_URL      where the service is (default: ${DEFAULT_URL})`;

/** What an account can do. */
export interface AccountAccess {
  webhooks: WebhooksClient;
  deliveries: DeliveriesClient;
}

/** A request that was refused, or was not answered at all. The message says all that can be said. */
export class RequestFailed extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'RequestFailed';
  }
}

/** Where the service is, from `WAYPOST_URL`. */
export function serviceUrl(env: CommandContext['env']): string {
  const url = env['WAYPOST_URL']?.trim() || DEFAULT_URL;
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) {
    throw new UsageError(`WAYPOST_URL has to be a URL such as ${DEFAULT_URL}, not "${url}"`);
  }
  return url.replace(/\/+$/, '');
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

function keyFrom(env: CommandContext['env'], name: string): string {
  const key = env[name]?.trim();
  if (!key) throw new UsageError(`${name} is not set: put the key into the environment`);
  if (!/^[\x21-\x7e]+$/.test(key)) throw new UsageError(`${name} is not a key`);
  return key;
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
