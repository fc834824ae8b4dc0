import { destination, pino, type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from './config.js';
import { createRepeatFilter, type Repeats } from './log/repeats.js';
import { terminalLine, type LogLine } from './log/terminalLine.js';
import { createPaint } from './terminal.js';

export type { Logger };

interface LogOptions {
  /** Whether a person watches standard output: then it is text, otherwise JSON. */
  watched: boolean;
  colours: boolean;
  /** Names what an error is only a sign of, such as an outage; null for one that tells of itself. */
  nameOf?: (error: Error) => string | null;
}

/** What must never be written, wherever it hides in what is logged. */
const SECRETS = ['authorization', 'apiKey', 'secret', 'password', 'databaseUrl'];

/** The number of pino's level "warn". */
const WARN_LEVEL = 40;
/** An error that comes again and again is written once, and then counted for so long at a time. */
const REPEAT_WINDOW_MILLIS = 10_000;

/**
 * The logger: one JSON object a line on standard output, or one readable line where a person watches.
 * API keys and secrets are replaced by "[redacted]". Of warnings and errors with the same cause, the first is written, and every ten
 * seconds how many more there were.
 */
export function createLog(level: LogLevel, { watched, colours, nameOf }: LogOptions): Logger {
  const report = (found: Repeats) => {
    logRepeats(log, found);
  };
  const repeats = createRepeatFilter(report, REPEAT_WINDOW_MILLIS, nameOf);
  process.on('exit', repeats.flush); // before the output's own end
  const log: Logger = pino(
    {
      level,
      base: null,
      formatters: { level: (label: string) => ({ level: label }) },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
      hooks: {
        logMethod(args, method, levelNumber) {
          // The lines of requests and attempts are many, and none of them has an error: they pass at once.
          if (levelNumber < WARN_LEVEL || repeats.admits(levelNumber, args)) method.apply(this, args);
        },
      },
    },
    watched ? terminalOutput(colours, level === 'debug' || level === 'trace') : bufferedOutput(),
  );
  return log;
}

function logRepeats(log: Logger, { error, severe, counts }: Repeats): void {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const fields = { error, repeats: Object.fromEntries(counts) };
  const message = `the same error again: ${total} times in ${REPEAT_WINDOW_MILLIS / 1_000} s`;
  if (severe) log.error(fields, message);
  else log.warn(fields, message);
}

/** Standard output as text for people. */
function terminalOutput(colours: boolean, stacks: boolean): DestinationStream {
  const paint = createPaint(colours);
  return {
    write: (json) => {
      process.stdout.write(`${terminalLine(JSON.parse(json) as LogLine, paint, stacks)}\n`);
    },
  };
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
