import type { ErrorResponse, Fault } from '@waypost/client';

/** A call that did not succeed: what the service answered, or that it answered nothing. */
export class ApiError extends Error {
  /** The HTTP status; 0 if there was no answer. */
  readonly status: number;
  /** One of the contract's error codes; null if there was no answer, or one that is not of the contract. */
  readonly code: number | null;
  /** What is wrong with the request, each at its place: `/body/webhook_url`. */
  readonly faults: readonly Fault[];
  readonly requestId: string | null;
  /** How long to wait before the next try, in seconds; null if the service did not say. */
  readonly retryAfterSeconds: number | null;

  constructor(status: number, body: ErrorResponse | undefined, headers?: Headers, cause?: unknown) {
    super(body?.data.message ?? wordsFor(status), { cause });
    this.name = 'ApiError';
    this.status = status;
    this.code = body?.data.code ?? null;
    this.faults = body?.data.errors ?? [];
    this.requestId = headers?.get('X-Request-Id') ?? null;
    const seconds = Number(headers?.get('Retry-After') ?? Number.NaN);
    this.retryAfterSeconds = Number.isFinite(seconds) ? seconds : null;
  }

  /** Whether the same call may succeed a little later. */
  get mayPass(): boolean {
    return this.status === 0 || this.status === 429 || this.status === 503;
  }

  get isNotFound(): boolean {
    return this.status === 404;
  }
}

function wordsFor(status: number): string {
  return status === 0
    ? 'The service can’t be reached. Is the network there?'
    : `The service answered with ${status}, which says nothing else.`;
}
