#!/usr/bin/env node
/**
 * The composition root and the command line: the only file that reads the environment, writes to the terminal and
 * decides how the process ends.
 */
import { Command } from 'commander';
import { readFileSync } from 'node:fs';
import { accountsCreate, keyOwner, keysCreate, keysList, keysRevoke, UsageError } from './commands/accounts.js';
import { RequestFailed } from './commands/apiAccess.js';
import type { CommandContext } from './commands/context.js';
import { accessDatabase, withDatabase } from './service/databaseAccess.js';
import { addDeliveriesCommand } from './commands/deliveries.js';
import { addListenCommand } from './commands/listen.js';
import { addPublishCommand } from './commands/publish.js';
import { addRecoverCommand } from './commands/recover.js';
import { addSecretsCommand } from './commands/secrets.js';
import { serve } from './commands/serve.js';
import type { Role } from './service/start.js';
import { createPaint } from './commands/terminal.js';
import { ConfigError, loadConfig } from './config.js';
import { createLog } from './log.js';
import { packageFile } from './packageFile.js';

// Before Express is first used: it formats errors differently while it believes to be in development.
process.env['NODE_ENV'] ??= 'production';

const { version } = JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as { version: string };
const print = (text: string) => process.stdout.write(`${text}\n`);
const context: CommandContext = { env: process.env, print, colours: showsColours(), stopRequested: signalReceived };

const program = new Command('waypost')
  .description(
    'Waypost delivers route events to registered webhooks.\nSettings are read from the environment; the README lists them.',
  )
  .version(version)
  .showHelpAfterError('(try --help)');

program
  .command('serve')
  .description('run the service; without DATABASE_URL on the bundled Postgres in DATA_DIR')
  .option('--api', 'only serve the API')
  .option('--worker', 'only deliver')
  .action(async ({ api, worker }: { api?: boolean; worker?: boolean }) => {
    const roles = new Set<Role>();
    if (api || !worker) roles.add('api');
    if (worker || !api) roles.add('worker');
    const config = loadConfig(process.env);
    const log = createLog(config.logLevel, { pretty: process.stdout.isTTY });
    await serve({ config, log, roles, version, print, stopRequested: signalReceived() });
  });

program
  .command('migrate')
  .description('bring the database up to date; `serve` does the same when it starts')
  .action(async () => {
    const access = await accessDatabase(loadConfig(process.env), { owner: false });
    await access.release();
    print(access.migrated.length > 0 ? `applied: ${access.migrated.join(', ')}` : 'the database is up to date');
  });

const accounts = program.command('accounts').description('manage accounts');
accounts
  .command('create')
  .argument('<name>', 'a name to recognise the account by')
  .description('create an account')
  .action(async (name: string) => {
    const config = loadConfig(process.env);
    print(await withDatabase(config, ({ prisma }) => accountsCreate(prisma, name, config.maxWebhooksPerAccount)));
  });

const keys = program.command('keys').description('manage API keys');
keys
  .command('create')
  .argument('[account]', 'the id of the account that the key is for')
  .option('--publisher', "instead, a key for the platform's own services to publish events of any account")
  .option('--name <name>', 'a name to recognise the key by', 'unnamed')
  .description('create an API key, shown once')
  .action(async (account: string | undefined, { publisher, name }: { publisher?: true; name: string }) => {
    const owner = keyOwner(account, publisher);
    print(await withDatabase(loadConfig(process.env), ({ prisma }) => keysCreate(prisma, owner, name)));
  });
keys
  .command('list')
  .argument('[account]', 'the id of the account')
  .option('--publisher', 'the publisher keys instead')
  .description('list API keys, without the keys themselves')
  .action(async (account: string | undefined, { publisher }: { publisher?: true }) => {
    const owner = keyOwner(account, publisher);
    print(
      await withDatabase(loadConfig(process.env), ({ prisma }) =>
        keysList(prisma, owner, createPaint(context.colours)),
      ),
    );
  });
keys
  .command('revoke')
  .argument('<key>', 'the id of the key')
  .description('revoke an API key for good')
  .action(async (key: string) => {
    print(await withDatabase(loadConfig(process.env), ({ prisma }) => keysRevoke(prisma, key)));
  });

addListenCommand(program, context);
addPublishCommand(program, context);
addDeliveriesCommand(program, context);
addRecoverCommand(program, context);
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

try {
  await program.parseAsync();
} catch (error) {
  const expected = [ConfigError, UsageError, RequestFailed].some((kind) => error instanceof kind);
  process.stderr.write(`waypost: ${describe(error, expected)}\n`);
  process.exitCode = 1;
}

/** What a person can act on: the message and its causes; the stack only of what nobody expected. */
function describe(error: unknown, expected: boolean): string {
  if (!(error instanceof Error)) return String(error);
  const causes = error.cause instanceof Error ? `\n  because: ${error.cause.message}` : '';
  return expected ? error.message : `${error.message}${causes}`;
}
