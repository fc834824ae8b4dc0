import { loadConfig } from '../../config.js';
import { isDatabaseAway } from '../../database/unavailable.js';
import { createLog, type Logger } from '../../log.js';
import { accessDatabase } from '../../service/databaseAccess.js';
import { startService, type Role, type Service } from '../../service/start.js';
import type { CommandContext } from '../context.js';
import { introduceAccounts } from './introduction.js';

/** The options of `waypost serve`. */
export interface ServeOptions {
  api?: true;
  worker?: true;
}

/** Database, migrations, API and worker: runs until it is asked to stop, and stops cleanly. */
export async function serve(
  options: ServeOptions,
  { env, version, print, watched, colours, stopRequested }: CommandContext,
): Promise<void> {
  const config = loadConfig(env);
  const nameOf = (error: Error) => (isDatabaseAway(error) ? 'the database is not available' : null);
  const log = createLog(config.logLevel, { watched, colours, nameOf });
  const stop = stopRequested();
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
      roles: rolesOf(options),
      version,
      databaseUrl: access.url,
      onContractBreach: 'log',
    });
    announce(service, access.bundled, log);
    try {
      if (access.bundled && service.url) {
        const { url } = service;
        const webhookLimit = config.maxWebhooksPerAccount;
        await introduceAccounts(access.url, { url, webhookLimit, watched, print });
      }
      log.info({ signal: await stop }, 'stopping: requests in flight are finished first');
    } finally {
      await service.stop();
    }
  } finally {
    await access.release();
  }
  log.info('stopped');
}

/** Both, unless one is asked for. */
function rolesOf({ api, worker }: ServeOptions): ReadonlySet<Role> {
  const roles = new Set<Role>();
  if (api || !worker) roles.add('api');
  if (worker || !api) roles.add('worker');
  return roles;
}

function announce(service: Service, bundled: boolean, log: Logger): void {
  const { url, metricsUrl } = service;
  const database = bundled ? 'bundled' : 'external';
  if (url) log.info({ url, docs: `${url}/docs`, metrics: metricsUrl, database }, 'listening');
  else log.info({ metrics: metricsUrl, database }, 'delivering');
  if (bundled) log.warn('webhooks may lead to this machine (127.0.0.0/8, ::1), since the bundled database is used');
}
