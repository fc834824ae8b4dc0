import { createAccount, hasNoAccounts } from '../accounts/accounts.js';
import { createApiKey } from '../accounts/apiKeys.js';
import type { Config } from '../config.js';
import { openDatabase } from '../database/client.js';
import type { Logger } from '../log.js';
import { accessDatabase } from './database.js';
import { startService } from './service.js';

interface ServeOptions {
  config: Config;
  log: Logger;
  /** For what is meant for the person at the terminal, not for the log. */
  print: (text: string) => void;
  /** Resolves when the service is asked to stop. */
  stopRequested: Promise<string>;
}

/** `waypost serve`: database, migrations, API; runs until it is asked to stop, and stops cleanly. */
export async function serve({ config, log, print, stopRequested }: ServeOptions): Promise<void> {
  const access = await accessDatabase(config, {
    owner: true,
    onProgress: (message) => {
      log.info(message);
    },
  });
  try {
    if (access.migrated.length > 0) log.info({ migrations: access.migrated }, 'database migrated');
    const service = await startService({ config, log, databaseUrl: access.url, onContractBreach: 'log' });
    log.info(
      { url: service.url, docs: `${service.url}/docs`, database: access.bundled ? 'bundled' : 'external' },
      'listening',
    );
    try {
      if (access.bundled) await introduceDemoAccount(access.url, service.url, print);
      log.info({ signal: await stopRequested }, 'stopping: requests in flight are finished first');
    } finally {
      await service.stop();
    }
  } finally {
    await access.release();
  }
  log.info('stopped');
}

/** On the first start with the bundled database: an account and a key to try things out with, shown this once. */
async function introduceDemoAccount(databaseUrl: string, url: string, print: (text: string) => void): Promise<void> {
  const database = openDatabase(databaseUrl, { poolSize: 1, onError: () => undefined });
  try {
    if (!(await hasNoAccounts(database.prisma))) return;
    const account = await createAccount(database.prisma, 'demo');
    const { apiKey } = await createApiKey(database.prisma, account.id, 'demo');
    print(`
  This is the first start, so that an account "demo" was made for you. Its API key is shown only now:

    export WAYPOST_API_KEY=${apiKey}

  Register your first webhook:

    curl ${url}/webhooks -H "Authorization: Bearer $WAYPOST_API_KEY" -H 'Content-Type: application/json' \\
      -d '{"webhook_url": "https://example.com/webhook", "events": ["ROUTE_CREATED"], "dc_ids": ["1"]}'

  The documentation of the API: ${url}/docs
`);
  } finally {
    await database.close();
  }
}
