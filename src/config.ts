/** Every setting of the service: its name, default, unit and meaning. README's table lists the same. */
export interface Config {
  /** The address that the API listens on. */
  host: string;
  /** The API's port; 0 picks a free one. */
  port: number;
  /** The Postgres to use (14 or newer); null means the bundled one. */
  databaseUrl: string | null;
  /** The folder of the bundled Postgres. */
  dataDir: string;
  /** Connections to Postgres that this process opens at the most. */
  databasePoolSize: number;
  logLevel: LogLevel;
  /** Requests per minute that one API key may make of one process; 0 means no limit. */
  rateLimitPerMinute: number;
  /** Webhooks that one account may have. */
  maxWebhooksPerAccount: number;
  /** How long a stop waits for requests in flight. */
  shutdownTimeoutSeconds: number;
}

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
 * Reads the settings from environment variables. An empty variable counts as unset.
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

  const config: Config = {
    host: text('HOST', '127.0.0.1'),
    port: integer('PORT', 8080, 0, 65_535),
    databaseUrl: postgresUrl('DATABASE_URL'),
    dataDir: text('DATA_DIR', '.waypost'),
    databasePoolSize: integer('DATABASE_POOL_SIZE', 10, 1, 1_000),
    logLevel: choice('LOG_LEVEL', 'info', logLevels),
    rateLimitPerMinute: integer('RATE_LIMIT_PER_MINUTE', 12_000, 0, 10_000_000),
    maxWebhooksPerAccount: integer('MAX_WEBHOOKS_PER_ACCOUNT', 1_000, 1, 1_000_000),
    shutdownTimeoutSeconds: integer('SHUTDOWN_TIMEOUT_SECONDS', 15, 1, 600),
  };
  if (faults.length > 0) throw new ConfigError(faults);
  return config;
}
