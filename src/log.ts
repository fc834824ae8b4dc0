import { pino, type Logger } from 'pino';
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
  if (!pretty) return pino(options);
  return pino(options, PinoPretty({ colorize: true, translateTime: 'SYS:HH:MM:ss', singleLine: true, sync: true }));
}
