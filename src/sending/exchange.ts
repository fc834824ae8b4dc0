import { isAscii } from 'node:buffer';
import { StringDecoder } from 'node:string_decoder';
import type { Dispatcher } from 'undici';
import { AnswerTooLong } from './answerBounds.js';
import type { AttemptErrorKind, AttemptResult } from './attempt.js';
import { describeFailure } from './failure.js';
import { retryAfterDelay } from './retryAfter.js';

const excerptBytes = 1_024;
/** Informational answers before the real one: a receiver that takes its time sends one now and then. */
const maxInformational = 10;

/** What bounds every exchange of a sender. */
export interface ExchangeLimits {
  timeoutMillis: number;
  maxResponseBytes: number;
  retryAfterCapSeconds: number;
  /** How long an attempt takes at the least whose answer went on and on, and one whose body alone did. */
  minFloodMillis: number;
  minLongBodyMillis: number;
}

/**
 * One request and its answer, as a handler of undici's dispatch: the cheapest interface that it has. It ends exactly once: when the
 * answer is complete, when as much of it as is wanted was read, at an error, or at the deadline, which starts with the exchange and
 * covers the wait for a connection, the resolution of the name, the connection, and the answer to its end.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  private readonly startedAt = new Date();
  private readonly startMillis = performance.now();
  // One timer for the whole attempt. Node.js keeps timers of equal length in one list: setting and clearing is a few pointers.
  private readonly deadline: NodeJS.Timeout;
  private controller: Dispatcher.DispatchController | null = null;
  /** Nothing that comes now counts. */
  private over = false;
  private ended = false;
  private statusCode: number | null = null;
  private retryAfterSeconds: number | null = null;
  private informational = 0;
  private bytesRead = 0;
  private beginning: Buffer | null = null;

  constructor(
    private readonly limits: ExchangeLimits,
    private readonly onEnd: (result: AttemptResult) => void,
  ) {
    this.deadline = setTimeout(expire, limits.timeoutMillis, this);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // The deadline passed while the request waited for a connection: it is not to be sent any more. Throwing, unlike aborting,
    // leaves the connection to the next request.
    if (this.ended) throw new Error('The attempt is over.');
    this.controller = controller;
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    statusCode: number,
    headers: Record<string, unknown>,
  ): void {
    // Informational answers (RFC 9110 section 15.2) come before the real one.
    if (statusCode < 200) {
      this.informational += 1;
      // The error comes back by onResponseError.
      if (this.informational > maxInformational) {
        controller.abort(new AnswerTooLong(`${maxInformational} informational answers before it`));
      }
      return;
    }
    this.statusCode = statusCode;
    const retryAfter = headers['retry-after'];
    if (typeof retryAfter === 'string') {
      this.retryAfterSeconds = retryAfterDelay(retryAfter, Date.now(), this.limits.retryAfterCapSeconds);
    }
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.bytesRead < excerptBytes) {
      const part = chunk.subarray(0, excerptBytes - this.bytesRead);
      this.beginning = this.beginning === null ? part : Buffer.concat([this.beginning, part]);
    }
    this.bytesRead += chunk.length;
    if (this.bytesRead <= this.limits.maxResponseBytes) return;
    this.endLater(this.limits.minLongBodyMillis, null, null);
    controller.abort(new Error('As much of the answer as is wanted was read.'));
  }

  onResponseEnd(): void {
    this.end(null, null);
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    if (this.over) return;
    const { kind, message, flood } = describeFailure(error);
    if (flood) this.endLater(this.limits.minFloodMillis, kind, message);
    else this.end(kind, message);
  }

  /**
   * The connection is gone, and the attempt keeps its place all the same: whoever floods is sent the next notification no sooner than if
   * it had been slow. At full speed, the floods of a few receivers would take all of the process.
   */
  private endLater(minMillis: number, kind: AttemptErrorKind | null, message: string | null): void {
    clearTimeout(this.deadline);
    this.over = true;
    const elapsed = performance.now() - this.startMillis;
    setTimeout(
      () => {
        this.end(kind, message);
      },
      Math.min(minMillis, this.limits.timeoutMillis) - elapsed,
    );
  }

  /** Ends the exchange before it was dispatched. */
  fail(kind: AttemptErrorKind, message: string): void {
    this.end(kind, message);
  }

  /** Ends the exchange at its deadline and drops its connection. */
  expire(): void {
    const missing =
      this.controller === null ? 'no connection' : this.statusCode === null ? 'no answer' : 'no complete answer';
    this.end('timeout', `${missing} within ${this.limits.timeoutMillis} ms`);
    this.controller?.abort(new Error('The deadline of the attempt passed.'));
  }

  private end(errorKind: AttemptErrorKind | null, errorMessage: string | null): void {
    if (this.ended) return;
    this.ended = this.over = true;
    clearTimeout(this.deadline);
    this.onEnd({
      statusCode: this.statusCode,
      errorKind,
      errorMessage,
      startedAt: this.startedAt,
      durationMillis: Math.round(performance.now() - this.startMillis),
      responseExcerpt: this.beginning === null ? '' : excerptOf(this.beginning),
      retryAfterSeconds: this.retryAfterSeconds,
    });
  }
}

/** The text of these bytes in at most as many bytes of UTF-8: a character that was cut is dropped, invalid bytes become U+FFFD. */
function excerptOf(bytes: Buffer): string {
  // Nearly all answers; decoding the general way costs a tenth of a whole attempt.
  if (isAscii(bytes)) return bytes.toString('latin1').replaceAll('\0', '');
  const text = new StringDecoder('utf8').write(bytes).replaceAll('\0', '');
  // U+FFFD is longer than what it replaces.
  const encoded = Buffer.from(text);
  return encoded.length <= excerptBytes ? text : new StringDecoder('utf8').write(encoded.subarray(0, excerptBytes));
}

function expire(exchange: Exchange): void {
  exchange.expire();
}
