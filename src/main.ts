#!/usr/bin/env node
/**
 * The command line: the only file that reads the environment, writes to the terminal and decides how the process ends. It knows the
 * commands by their names and options only; each loads its code when it runs, so that `--help` needs no database and `serve` no client.
 */
import { Command } from 'commander';
import { readFileSync } from 'node:fs';
import { addAccountsCommand } from './commands/accounts.js';
import { addConsoleCommand } from './commands/console.js';
import type { CommandContext } from './commands/context.js';
import { addDeliveriesCommand } from './commands/deliveries.js';
import { RequestFailed, UsageError } from './commands/failures.js';
import { addKeysCommand } from './commands/keys.js';
import { addListenCommand } from './commands/listen.js';
import { addMigrateCommand } from './commands/migrate.js';
import { addOutboxCommand } from './commands/outbox.js';
import { addPublishCommand } from './commands/publish.js';
import { addRecoverCommand } from './commands/recover.js';
import { addSecretsCommand } from './commands/secrets.js';
import { addServeCommand } from './commands/serve.js';
import { ConfigError } from './config.js';
import { packageFile } from './packageFile.js';

// Before Express is first used: it formats errors differently while it believes to be in development.
process.env['NODE_ENV'] ??= 'production';

const { version } = JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as { version: string };
const context: CommandContext = {
  env: process.env,
  version,
  print: (text) => process.stdout.write(`${text}\n`),
  watched: process.stdout.isTTY,
  colours: showsColours(),
  stopRequested: signalReceived,
};

const program = new Command('waypost')
  .description(
    'Waypost delivers route events to registered webhooks.\nSettings are read from the environment. The README lists them.',
  )
  .version(version)
  .showHelpAfterError('(try --help)');

addServeCommand(program, context);
addMigrateCommand(program, context);
addAccountsCommand(program, context);
addKeysCommand(program, context);
addConsoleCommand(program, context);
addListenCommand(program, context);
addPublishCommand(program, context);
addDeliveriesCommand(program, context);
addRecoverCommand(program, context);
addOutboxCommand(program, context);
addSecretsCommand(program, context);

/** On a terminal that has them, unless NO_COLOR is set (no-color.org); anywhere if FORCE_COLOR is. */
function showsColours(): boolean {
  if (process.env['NO_COLOR']) return false;
  return process.env['FORCE_COLOR']
    ? process.env['FORCE_COLOR'] !== '0'
    : process.stdout.isTTY && process.stdout.hasColors();
}

/** Resolves at the first SIGINT or SIGTERM; a second one ends the process at once. */
function signalReceived(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        resolve(signal);
        process.once(signal, () => process.exit(1));
      });
    }
  });
}

// Whoever reads our output may stop reading: `waypost deliveries list | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

/** How long the process outlives its command, for what that has left behind: a connection that does not close, a result to be written. */
const LEFT_BEHIND_MILLIS = 500;

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`waypost: ${describe(error)}\n`);
  process.exitCode = 1;
} finally {
  setTimeout(() => process.exit(), LEFT_BEHIND_MILLIS).unref();
}

/** What a person can act on: the message, and the cause of what nobody expected. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const expected = [ConfigError, UsageError, RequestFailed].some((kind) => error instanceof kind);
  const cause = error.cause instanceof Error ? `\n  because: ${error.cause.message}` : '';
  return expected ? error.message : `${error.message}${cause}`;
}
