import { createAccount, hasNoAccounts } from '../accounts/accounts.js';
import { createApiKey } from '../accounts/apiKeys.js';
import type { Config } from '../config.js';
import { openDatabase } from '../database/client.js';
import type { Logger } from '../log.js';
import { accessDatabase } from '../service/databaseAccess.js';
import { startService, type Role, type Service } from '../service/start.js';

interface ServeOptions {
  config: Config;
  roles: ReadonlySet<Role>;
  version: string;
  log: Logger;
  /** For what is meant for the person at the terminal, not for the log. */
  print: (text: string) => void;
  /** Resolves when the service is asked to stop. */
  stopRequested: Promise<string>;
}

/** `waypost serve`: database, migrations, API and worker; runs until it is asked to stop, and stops cleanly. */
export async function serve({ config, log, roles, version, print, stopRequested }: ServeOptions): Promise<void> {
  const access = await accessDatabase(config, {
    owner: true,
    onProgress: (message) => {
      log.info(message);
    },
  });
  try {
    if (access.migrated.length > 0) log.info({ migrations: access.migrated }, 'database migrated');
    const service = await startService({
      config,
      log,
      roles,
      version,
      databaseUrl: access.url,
      onContractBreach: 'log',
    });
    announce(service, access.bundled, log);
    try {
      if (access.bundled && service.url) await introduceDemoAccount(access.url, service.url, config, print);
      log.info({ signal: await stopRequested }, 'stopping: requests in flight are finished first');
    } finally {
      await service.stop();
    }
  } finally {
    await access.release();
  }
  log.info('stopped');
}

function announce(service: Service, bundled: boolean, log: Logger): void {
  const { url, metricsUrl } = service;
  const database = bundled ? 'bundled' : 'external';
  if (url) log.info({ url, docs: `${url}/docs`, metrics: metricsUrl, database }, 'listening');
  else log.info({ metrics: metricsUrl, database }, 'delivering');
  if (bundled) log.warn('webhooks may lead to this machine (127.0.0.0/8, ::1), since the bundled database is used');
}

/** On the first start with the bundled database: an account and a key to try things out with, shown this once. */
async function introduceDemoAccount(
  databaseUrl: string,
  url: string,
  { maxWebhooksPerAccount }: Config,
  print: (text: string) => void,
): Promise<void> {
  const database = openDatabase(databaseUrl, { poolSize: 1, onError: () => undefined });
  try {
    if (!(await hasNoAccounts(database.prisma))) return;
    const account = await createAccount(database.prisma, 'demo', { webhookLimit: maxWebhooksPerAccount });
    const { apiKey } = await createApiKey(database.prisma, account.id, 'demo');
    const publisher = await createApiKey(database.prisma, null, 'demo publisher');
    print(`
  This is the first start, so that an account "demo" was made for you. These keys are shown only now:

    export WAYPOST_URL=${url}
    export WAYPOST_ACCOUNT_ID=${account.id}
    export WAYPOST_API_KEY=${apiKey}
    export WAYPOST_PUBLISHER_KEY=${publisher.apiKey}

  Paste them into another terminal, and register your first webhook:

    curl $WAYPOST_URL/webhooks -H "Authorization: Bearer $WAYPOST_API_KEY" -H 'Content-Type: application/json' \\
      -d '{"webhook_url": "https://example.com/webhook", "events": ["ROUTE_CREATED"], "dc_ids": ["1"]}'

  The documentation: ${url}/docs
`);
  } finally {
    await database.close();
  }
}
