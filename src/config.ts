import { isIP } from 'node:net';
import { parseAllowedCidr } from './sending/targetAddress.js';
import { parseSealingKeys, type SealingKey } from './signing/secretBox.js';

/** Every setting of the service: its name, default, unit and meaning. README's table lists the same. */
export interface Config {
  /** The address that the API listens on. */
  host: string;
  /** The API's port; 0 picks a free one. */
  port: number;
  /** The Postgres to use (14 or newer); null means the bundled one. */
  databaseUrl: string | null;
  /** The schema of that database, or of the bundled one, that everything of Waypost's is in. */
  databaseSchema: string;
  /** The folder of the bundled Postgres. */
  dataDir: string;
  /** Connections to Postgres that this process opens at the most. */
  databasePoolSize: number;
  logLevel: LogLevel;
  /** Requests per minute that one API key may make of one process; 0 means no limit, also of how often people may try to sign in. */
  rateLimitPerMinute: number;
  /** The proxies in front of the API that are believed who calls, and whether by https: `10.0.0.0/8`, `192.0.2.7`. */
  trustedProxies: string[];
  /** The origins of pages that may show the console in a frame: `https://app.example.com`; empty means none. */
  consoleFrameAncestors: string[];
  /** The largest event that may be published, in bytes of the notification that is sent for it. */
  maxEventBytes: number;
  /** Webhooks that a new account may have. */
  maxWebhooksPerAccount: number;
  /** How long the API goes on answering new requests after it was asked to stop, so that load balancers can turn away from it. */
  shutdownDelaySeconds: number;
  /** How long a stop then waits for requests in flight. */
  shutdownTimeoutSeconds: number;
  /** The keys that signing secrets are encrypted with, newest first; null means the key kept beside the bundled database. */
  secretKeys: SealingKey[] | null;
  /** Where Prometheus' metrics are served, on `host`; null means nowhere. */
  metricsPort: number | null;
  delivery: DeliveryConfig;
}

/** How events are delivered. */
export interface DeliveryConfig {
  /** Networks that webhooks may lead to although they are reserved: `10.1.0.0/16`, or with a port `127.0.0.0/8:9000`. */
  allowedCidrs: string[];
  /** The only ports that webhooks may lead to; empty means all. */
  allowedPorts: number[];
  /** A forward proxy for everything that is sent to webhooks. */
  proxyUrl: string | null;
  /** The deadline of an attempt, from the look-up of the name to the end of the answer. */
  timeoutSeconds: number;
  /** Delays between the attempts of a delivery. */
  retryScheduleSeconds: number[];
  /** A webhook that only failed for so long is disabled. */
  disableAfterHours: number;
  /** Attempts at the same time in this process. */
  workerConcurrency: number;
  /** Attempts at the same time per webhook and process. */
  webhookConcurrency: number;
  /** How long events, and deliveries that are over, are kept. */
  retentionDays: number;
}

/** The schema of an installation that says nothing else. Of two in one database, each has a schema of its own. */
export const DEFAULT_SCHEMA = 'waypost';

/** 5 s, 30 s, 2 min, 10 min, 30 min, 1 h, 2 h, 4 h. */
const RETRY_SCHEDULE_SECONDS = [5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400];

/**
 * The most webhooks that an account can be allowed to have, as openapi/platform.yaml says: they are listed without pages, and an account that is
 * disabled takes all of them along in one statement, which takes half a second for so many.
 */
export const WEBHOOK_LIMIT_MAX = 10_000;

/** The largest request of openapi/events.yaml: no event could be larger. */
const MAX_REQUEST_BYTES = 4_194_304;

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** All faults of the environment at once, each naming its variable. */
export class ConfigError extends Error {
  constructor(readonly faults: string[]) {
    super(`The settings are not usable:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/**
 * Reads the settings from environment variables, and everything that they hold: what it returns is usable. An empty variable counts as
 * unset.
 * @throws ConfigError that names every faulty variable, not the first one only.
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const faults: string[] = [];

  function text(name: string, fallback: string): string {
    return env[name]?.trim() || fallback;
  }

  function integer(name: string, fallback: number, min: number, max: number): number {
    const value = env[name]?.trim();
    if (!value) return fallback;
    if (/^\d+$/.test(value) && Number(value) >= min && Number(value) <= max) return Number(value);
    faults.push(`${name} must be a whole number from ${min} to ${max}, not "${value}"`);
    return fallback;
  }

  function choice<T extends string>(name: string, fallback: T, choices: readonly T[]): T {
    const value = env[name]?.trim().toLowerCase();
    if (!value) return fallback;
    const chosen = choices.find((candidate) => candidate === value);
    if (chosen) return chosen;
    faults.push(`${name} must be one of ${choices.join(', ')}, not "${value}"`);
    return fallback;
  }

  function postgresUrl(name: string): string | null {
    const value = env[name]?.trim();
    if (!value) return null;
    if (/^postgres(ql)?:\/\//.test(value) && URL.canParse(value)) return value;
    // The value is not shown: it holds a password.
    faults.push(`${name} must be a URL such as postgresql://user:password@host:5432/waypost`);
    return null;
  }

  function list(name: string): string[] {
    return (env[name] ?? '').split(',').flatMap((entry) => entry.trim() || []);
  }

  function integers(name: string, fallback: number[], min: number, max: number): number[] {
    const values = list(name);
    const wrong = values.filter((value) => !/^\d+$/.test(value) || Number(value) < min || Number(value) > max);
    if (wrong.length > 0)
      faults.push(`${name} must be whole numbers from ${min} to ${max} with commas, not "${wrong.join(',')}"`);
    return values.length > 0 && wrong.length === 0 ? values.map(Number) : fallback;
  }

  /** What a parser makes of a setting; its error becomes a fault. */
  function parsed<T>(name: string, value: string, parse: (value: string) => T): T[] {
    try {
      return [parse(value)];
    } catch (error) {
      faults.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      return [];
    }
  }

  /** Entries that a parser understands, as they were written. */
  function entries(name: string, parse: (entry: string) => unknown): string[] {
    return list(name).filter((entry) => parsed(name, entry, parse).length > 0);
  }

  function httpUrl(name: string): string | null {
    const value = env[name]?.trim();
    if (!value) return null;
    if (/^https?:\/\//.test(value) && URL.canParse(value)) return value;
    faults.push(`${name} must be a URL such as http://proxy.example:3128`); // not shown: it may hold a password
    return null;
  }

  function sealingKeys(name: string): SealingKey[] | null {
    const value = env[name]?.trim();
    return value ? (parsed(name, value, parseSealingKeys)[0] ?? []) : null;
  }

  function schemaName(name: string, fallback: string): string {
    const value = text(name, fallback);
    // What nobody has to quote for its letters, Postgres does not cut off, and has not kept to itself.
    if (/^[a-z_][a-z0-9_]{0,62}$/.test(value) && !/^pg_|^information_schema$/.test(value)) return value;
    faults.push(
      `${name} must be at most 63 of a-z, 0-9 and _, must not start with a digit or pg_, nor be information_schema; it is "${value}"`,
    );
    return fallback;
  }

  const config: Config = {
    host: text('HOST', '127.0.0.1'),
    port: integer('PORT', 8080, 0, 65_535),
    databaseUrl: postgresUrl('DATABASE_URL'),
    databaseSchema: schemaName('DATABASE_SCHEMA', DEFAULT_SCHEMA),
    dataDir: text('DATA_DIR', '.waypost'),
    databasePoolSize: integer('DATABASE_POOL_SIZE', 10, 1, 1_000),
    logLevel: choice('LOG_LEVEL', 'info', logLevels),
    rateLimitPerMinute: integer('RATE_LIMIT_PER_MINUTE', 12_000, 0, 10_000_000),
    trustedProxies: entries('TRUSTED_PROXIES', parseNetwork),
    consoleFrameAncestors: entries('CONSOLE_FRAME_ANCESTORS', parseOrigin),
    maxEventBytes: integer('MAX_EVENT_BYTES', 262_144, 1_024, MAX_REQUEST_BYTES),
    maxWebhooksPerAccount: integer('MAX_WEBHOOKS_PER_ACCOUNT', 1_000, 1, WEBHOOK_LIMIT_MAX),
    shutdownDelaySeconds: integer('SHUTDOWN_DELAY_SECONDS', 1, 0, 600),
    shutdownTimeoutSeconds: integer('SHUTDOWN_TIMEOUT_SECONDS', 15, 1, 600),
    secretKeys: sealingKeys('SECRET_KEYS'),
    metricsPort: env['METRICS_PORT']?.trim() ? integer('METRICS_PORT', 0, 0, 65_535) : null,
    delivery: {
      allowedCidrs: entries('WEBHOOK_ALLOWED_CIDRS', parseAllowedCidr),
      allowedPorts: integers('WEBHOOK_ALLOWED_PORTS', [], 1, 65_535),
      proxyUrl: httpUrl('WEBHOOK_PROXY_URL'),
      timeoutSeconds: integer('WEBHOOK_TIMEOUT_SECONDS', 10, 1, 300),
      retryScheduleSeconds: integers('RETRY_SCHEDULE_SECONDS', RETRY_SCHEDULE_SECONDS, 1, 604_800),
      disableAfterHours: integer('WEBHOOK_DISABLE_AFTER_HOURS', 24, 1, 8_760),
      workerConcurrency: integer('WORKER_CONCURRENCY', 500, 1, 10_000),
      webhookConcurrency: integer('WEBHOOK_CONCURRENCY', 50, 1, 1_000),
      retentionDays: integer('RETENTION_DAYS', 30, 1, 3_650),
    },
  };
  if (config.databaseUrl && !config.secretKeys) {
    faults.push(
      'SECRET_KEYS must be set when DATABASE_URL is: the base64 of 32 random bytes (openssl rand -base64 32)',
    );
  }
  if (config.metricsPort !== null && config.metricsPort > 0 && config.metricsPort === config.port) {
    faults.push(`METRICS_PORT must not be ${config.port}: that is the API's PORT`);
  }
  if (faults.length > 0) throw new ConfigError(faults);
  return config;
}

/** An origin, as it stands in a policy. @throws Error if it is none */
function parseOrigin(entry: string): void {
  if (/^https?:/.test(entry) && URL.canParse(entry) && new URL(entry).origin === entry) return;
  throw new Error(`"${entry}" is not an origin such as https://app.example.com or http://127.0.0.1:3000`);
}

/** An address or a network, as it stands in a setting. @throws Error if it is neither */
function parseNetwork(entry: string): void {
  const [address = '', prefix = '0', ...others] = entry.split('/');
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  if (others.length === 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= bits) return;
  throw new Error(`"${entry}" is not an address or a network such as 10.0.0.0/8 or fd00::1`);
}
