import { destination, pino, type DestinationStream, type Logger } from 'pino';
import { PinoPretty } from 'pino-pretty';
import type { LogLevel } from './config.js';

export type { Logger };

/** What must never be written, wherever it hides in what is logged. */
const SECRETS = ['authorization', 'apiKey', 'secret', 'password', 'databaseUrl'];

/**
 * The logger: one JSON object a line on standard output, or coloured text where a person watches.
 * API keys and secrets are replaced by "[redacted]".
 */
export function createLog(level: LogLevel, { pretty }: { pretty: boolean }): Logger {
  const options = {
    level,
    base: null,
    formatters: { level: (label: string) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
  };
  if (!pretty) return pino(options, bufferedOutput());
  return pino(options, PinoPretty({ colorize: true, translateTime: 'SYS:HH:MM:ss', singleLine: true, sync: true }));
}

/** How late a line may be. */
const FLUSH_MILLIS = 100;
const BUFFER_BYTES = 8_192;

/** Standard output, written to now and then: a system call per line is a twentieth of what an attempt costs. */
function bufferedOutput(): DestinationStream {
  const output = destination({ minLength: BUFFER_BYTES, sync: true });
  setInterval(() => {
    output.flush();
  }, FLUSH_MILLIS).unref();
  process.on('exit', () => {
    output.flushSync();
  });
  return output;
}
