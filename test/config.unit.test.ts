import { describe, expect, it } from '@jest/globals';
import { eventsContract } from '../generated/contracts/events.js';
import { ConfigError, loadConfig } from '../src/config.js';
import { DEFAULT_MAX_EVENT_BYTES } from '../checks/eventLimits.js';

const sealingKey = Buffer.alloc(32, 1).toString('base64');

/** The faults of an environment; empty if it is usable. */
function faultsOf(env: Record<string, string | undefined>): string[] {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

describe('the settings', () => {
  it('all have a default, so that nothing needs to be set', () => {
    expect(loadConfig({})).toMatchObject({
      host: '127.0.0.1',
      port: 8080,
      databaseUrl: null,
      databaseSchema: 'waypost',
      dataDir: '.waypost',
      logLevel: 'info',
      maxWebhooksPerAccount: 1_000,
    });
  });

  it('are read from the environment', () => {
    const env = {
      HOST: '0.0.0.0',
      PORT: '0',
      DATA_DIR: '/var/lib/waypost',
      DATABASE_SCHEMA: 'hooks_2',
      LOG_LEVEL: 'DEBUG',
      DATABASE_POOL_SIZE: '20',
      RATE_LIMIT_PER_MINUTE: '0',
      TRUSTED_PROXIES: '10.0.0.0/8, fd00::1',
      CONSOLE_FRAME_ANCESTORS: 'https://app.example.com, http://127.0.0.1:3000',
      MAX_EVENT_BYTES: '65536',
      MAX_WEBHOOKS_PER_ACCOUNT: '50',
      SHUTDOWN_DELAY_SECONDS: '5',
      SHUTDOWN_TIMEOUT_SECONDS: '30',
    };
    expect(loadConfig(env)).toMatchObject({
      host: '0.0.0.0',
      port: 0,
      dataDir: '/var/lib/waypost',
      databaseSchema: 'hooks_2',
      logLevel: 'debug',
      databasePoolSize: 20,
      rateLimitPerMinute: 0,
      trustedProxies: ['10.0.0.0/8', 'fd00::1'],
      consoleFrameAncestors: ['https://app.example.com', 'http://127.0.0.1:3000'],
      maxEventBytes: 65_536,
      maxWebhooksPerAccount: 50,
      shutdownDelaySeconds: 5,
      shutdownTimeoutSeconds: 30,
    });
  });

  it('let an event be as large as a request, and as large as for whoever has no settings if nothing is said', () => {
    const largest = String(eventsContract.maxBodyBytes);
    expect(loadConfig({ MAX_EVENT_BYTES: largest }).maxEventBytes).toBe(eventsContract.maxBodyBytes);
    expect(faultsOf({ MAX_EVENT_BYTES: String(eventsContract.maxBodyBytes + 1) })).toEqual([
      expect.stringContaining(`to ${largest},`),
    ]);
    expect(loadConfig({}).maxEventBytes).toBe(DEFAULT_MAX_EVENT_BYTES);
  });

  it('that are empty or blank count as unset, as an .env file leaves them', () => {
    expect(loadConfig({ HOST: '', PORT: ' ', DATABASE_URL: '', LOG_LEVEL: '  ', SECRET_KEYS: '' })).toEqual(
      loadConfig({}),
    );
  });

  it.each(['postgres://h/d', 'postgresql://user:password@db.example:5433/waypost?sslmode=require'])(
    'may name a database: %s',
    (url) => {
      expect(loadConfig({ DATABASE_URL: url, SECRET_KEYS: sealingKey }).databaseUrl).toBe(url);
    },
  );
});

describe('the settings that hold several values', () => {
  it('are read as what they mean', () => {
    const settings = loadConfig({
      SECRET_KEYS: ` ${sealingKey} , ${Buffer.alloc(32, 2).toString('base64')}`,
      WEBHOOK_ALLOWED_CIDRS: '10.1.0.0/16, [fd00::/8]:443',
    });
    expect(settings.secretKeys?.map(({ key }) => key[0])).toEqual([1, 2]);
    expect(settings.delivery.allowedCidrs).toEqual(['10.1.0.0/16', '[fd00::/8]:443']);
  });
});

describe('a setting that is not usable is a fault that names its variable:', () => {
  it.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['PORT', '0x50'],
    ['PORT', 'http'],
    ['LOG_LEVEL', 'loud'],
    ['DATABASE_POOL_SIZE', '0'],
    ['RATE_LIMIT_PER_MINUTE', '-1'],
    ['MAX_WEBHOOKS_PER_ACCOUNT', '0'],
    ['SHUTDOWN_TIMEOUT_SECONDS', '1e9'],
  ])('%s=%s', (name, value) => {
    const [fault = '', ...others] = faultsOf({ [name]: value });
    expect(others).toEqual([]);
    expect(fault).toMatch(new RegExp(`^${name} must be .*"${value.replaceAll('.', '\\.')}"$`));
  });

  it.each(['mysql://user:hush@host/d', 'postgresql://user:hush@host:port/d', 'host=db password=hush'])(
    'DATABASE_URL=%s, without showing its password',
    (url) => {
      const [fault = '', ...others] = faultsOf({ DATABASE_URL: url });
      expect(others).toEqual([]);
      expect(fault).toMatch(/^DATABASE_URL must be a URL such as postgresql:/);
      expect(fault).not.toContain('hush');
    },
  );

  it.each(['Waypost', '2hooks', 'way-post', 'a"b', 'a,b', 'pg_hooks', 'information_schema', 'x'.repeat(64)])(
    'DATABASE_SCHEMA=%s',
    (value) => {
      const [fault = '', ...others] = faultsOf({ DATABASE_SCHEMA: value });
      expect(others).toEqual([]);
      expect(fault).toMatch(/^DATABASE_SCHEMA must be /);
      expect(fault).toContain(`"${value}"`);
      expect(loadConfig({ DATABASE_SCHEMA: 'x'.repeat(63) }).databaseSchema).toHaveLength(63);
    },
  );

  it.each([
    ['10.0.0.0', '"10.0.0.0"'],
    ['10.0.0.0/8,10.1.0.0/33', '"10.1.0.0/33"'],
    ['127.0.0.0/8:0', '"0" is not a port'],
  ])('WEBHOOK_ALLOWED_CIDRS=%s', (value, quoted) => {
    const [fault = '', ...others] = faultsOf({ WEBHOOK_ALLOWED_CIDRS: value });
    expect(others).toEqual([]);
    expect(fault).toMatch(/^WEBHOOK_ALLOWED_CIDRS: /);
    expect(fault).toContain(quoted);
  });

  it.each(['proxy.example', '10.0.0.0/33', '10.0.0.0/', 'fd00::/129', '10.0.0.0/8/8', '1'])(
    'TRUSTED_PROXIES=%s',
    (value) => {
      const [fault = '', ...others] = faultsOf({ TRUSTED_PROXIES: `127.0.0.1,${value}` });
      expect(others).toEqual([]);
      expect(fault).toMatch(/^TRUSTED_PROXIES: /);
      expect(fault).toContain(`"${value}"`);
    },
  );

  it.each([
    ['hush', 'Key number 1 is not'],
    [`${sealingKey},hush`, 'Key number 2 is not'],
    [`${sealingKey},${sealingKey}`, 'Key number 2 was given before'],
  ])('SECRET_KEYS, by the position of the key and without showing it', (value, message) => {
    const [fault = '', ...others] = faultsOf({ SECRET_KEYS: value, DATABASE_URL: 'postgresql://h/d' });
    expect(others).toEqual([]);
    expect(fault).toContain(`SECRET_KEYS: ${message}`);
    expect(fault).not.toContain('hush');
  });

  it('METRICS_PORT, if it is the port of the API', () => {
    expect(faultsOf({ PORT: '9464', METRICS_PORT: '9464' })).toEqual([expect.stringMatching(/^METRICS_PORT must not/)]);
    expect(faultsOf({ PORT: '0', METRICS_PORT: '0' })).toEqual([]);
  });

  it('and all of them are reported at once, not the first one only', () => {
    const env = {
      PORT: 'x',
      LOG_LEVEL: 'y',
      DATABASE_URL: 'z',
      RATE_LIMIT_PER_MINUTE: '',
      SECRET_KEYS: 'a',
      WEBHOOK_ALLOWED_CIDRS: 'b,10.0.0.0/8,c',
    };
    const faults = faultsOf(env);
    expect(faults.map((fault) => /^\w+/.exec(fault)?.[0]).sort()).toEqual([
      'DATABASE_URL',
      'LOG_LEVEL',
      'PORT',
      'SECRET_KEYS',
      'WEBHOOK_ALLOWED_CIDRS',
      'WEBHOOK_ALLOWED_CIDRS',
    ]);
    expect(() => loadConfig(env)).toThrow(
      `The settings are not usable:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
    );
  });
});
