/** Waypost in a database that belongs to an application: everything of either is in a schema of its own. */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { pino } from 'pino';
import { prismaDeploy } from '../../scripts/migrations/prismaMigrate.js';
import { createNotifier, listenForWork } from '../../src/database/channel.js';
import { migrate } from '../../src/database/migrate.js';
import { inSchema } from '../../src/database/schema.js';
import { createEmptyDatabase, type TestDatabase } from '../support/database.js';
import { startDeliveryService } from '../support/delivering.js';
import { eventually } from '../support/eventually.js';

/** The same at each start of the service. */
const SECRET_KEYS = randomBytes(32).toString('base64');

let database: TestDatabase;
/** The application's prisma/. */
let application: string;
beforeEach(async () => {
  database = await createEmptyDatabase();
  application = await mkdtemp(join(tmpdir(), 'waypost-application-'));
  await writeFile(join(application, 'schema.prisma'), 'datasource db {\n  provider = "postgresql"\n}\n');
  await mkdir(join(application, 'migrations'));
});
afterEach(async () => {
  await database.drop();
  await rm(application, { recursive: true });
});

async function query(text: string, schema = 'public', url = database.url): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: inSchema(url, schema) });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(text).finally(() => client.end());
  return rows;
}

/** `prisma migrate deploy` of the application, which has one migration more than before. */
async function upgradeApplication(name: string, sql: string): Promise<void> {
  await mkdir(join(application, 'migrations', name));
  await writeFile(join(application, 'migrations', name, 'migration.sql'), sql);
  expect(await prismaDeploy(inSchema(database.url, 'public'), application)).toEqual([name]);
}

/** Uses Waypost as its callers do, from the registration to the receiver. */
async function useWaypost(): Promise<void> {
  const service = await startDeliveryService({ SECRET_KEYS }, ['api', 'worker'], {
    testDatabase: { url: database.url, drop: () => Promise.resolve() },
  });
  try {
    const target = await service.createTarget();
    await target.publish();
    await target.receiver.waitForRequests(1);
  } finally {
    await service.stop();
  }
}

/** Every schema, relation, function, type and extension that is not in the schema `waypost`, nor is it. */
const OUTSIDE = `
  SELECT kind, n.nspname AS schema, name FROM (
    SELECT 'relation' AS kind, relnamespace AS namespace, relname::text AS name FROM pg_class
    UNION ALL SELECT 'function', pronamespace, oid::regprocedure::text FROM pg_proc
    UNION ALL SELECT 'type', typnamespace, typname FROM pg_type
    UNION ALL SELECT 'operator', oprnamespace, oid::regoperator::text FROM pg_operator
  ) AS object JOIN pg_namespace n ON n.oid = namespace WHERE n.nspname NOT IN ('waypost', 'pg_toast')
  UNION ALL SELECT 'schema', NULL, nspname FROM pg_namespace WHERE nspname <> 'waypost' AND nspname !~ '^pg_(toast_)?temp_'
  UNION ALL SELECT 'extension', NULL, extname FROM pg_extension
  UNION ALL SELECT 'event trigger', NULL, evtname FROM pg_event_trigger
  ORDER BY 1, 2, 3`;

/** The application has names that Waypost has, too. */
const TABLES = `
  CREATE TYPE delivery_state AS ENUM ('on its way', 'there');
  CREATE TABLE accounts (id serial PRIMARY KEY, owner text NOT NULL);
  CREATE TABLE deliveries (id int PRIMARY KEY, state delivery_state NOT NULL);
  INSERT INTO accounts (owner) VALUES ('the application');`;

it('Waypost after the application: neither sees the other, through upgrades of both', async () => {
  await upgradeApplication('20260101000000_init', TABLES);
  const [before, history] = [await query(OUTSIDE), await query('SELECT * FROM _prisma_migrations')];

  expect(await migrate(database.url)).not.toEqual([]);
  await useWaypost();
  expect(await query(OUTSIDE)).toEqual(before);
  expect(await query('SELECT * FROM _prisma_migrations')).toEqual(history);
  expect(await query('SELECT owner FROM accounts')).toEqual([{ owner: 'the application' }]);

  await upgradeApplication(
    '20260102000000_next',
    'ALTER TABLE accounts ADD COLUMN since date; CREATE TABLE webhooks ();',
  );
  const upgraded = await query(OUTSIDE);
  expect(await migrate(database.url)).toEqual([]);
  await useWaypost();
  expect(await query(OUTSIDE)).toEqual(upgraded);
});

it('the application after Waypost', async () => {
  const before = await query(OUTSIDE);
  await migrate(database.url);
  await useWaypost();
  expect(await query(OUTSIDE)).toEqual(before);
  await upgradeApplication('20260101000000_init', TABLES);
  await useWaypost();
});

it('who writes to Waypost’s tables with another search_path meets the same triggers', async () => {
  await migrate(database.url);
  await upgradeApplication('20260101000000_init', TABLES);
  const [account, webhook] = [randomUUID(), randomUUID()];
  await query(`INSERT INTO waypost.accounts (id, name) VALUES ('${account}', 'test')`);
  await query(
    `INSERT INTO waypost.webhooks (id, account_id, url, events, dc_ids, sealed_secret)
     VALUES ('${webhook}', '${account}', '', '{}', '{}', '')`,
  );
  expect(await query('SELECT webhook_count FROM waypost.accounts')).toEqual([{ webhook_count: 1 }]);
  await query('UPDATE waypost.webhooks SET enabled = false');
  await query('UPDATE waypost.webhooks SET enabled = true');
  await query('DELETE FROM waypost.webhooks');
  expect(await query('SELECT webhook_count FROM waypost.accounts')).toEqual([{ webhook_count: 0 }]);
  expect(await query('SELECT webhook_id FROM waypost.webhook_changes')).toEqual(Array(3).fill({ webhook_id: webhook }));
});

describe('a role that may use one schema and nothing else', () => {
  const role = `waypost_test_role_${randomBytes(6).toString('hex')}`;
  /** The database as the role sees it. */
  let own: TestDatabase;
  beforeEach(async () => {
    await query(
      `CREATE ROLE ${role} LOGIN PASSWORD 'hush'; REVOKE ALL ON DATABASE ${new URL(database.url).pathname.slice(1)} FROM public`,
    );
    await query(
      `GRANT CONNECT ON DATABASE ${new URL(database.url).pathname.slice(1)} TO ${role}; REVOKE ALL ON SCHEMA public FROM public`,
    );
    const url = new URL(database.url);
    Object.assign(url, { username: role, password: 'hush' });
    own = { url: url.href, drop: () => Promise.resolve() };
  });
  afterEach(async () => {
    await query(`DROP OWNED BY ${role} CASCADE; DROP ROLE ${role}`);
  });

  it('is enough to migrate, and for all that Waypost does', async () => {
    await query(`CREATE SCHEMA waypost; GRANT USAGE, CREATE ON SCHEMA waypost TO ${role}`);
    expect(await migrate(own.url)).not.toEqual([]);
    expect(await migrate(own.url)).toEqual([]);
    const service = await startDeliveryService({}, ['api', 'worker'], { testDatabase: own });
    try {
      const target = await service.createTarget();
      await target.publish();
      await target.receiver.waitForRequests(1);
    } finally {
      await service.stop();
    }
  });

  it.each([
    ['the schema is missing', 'SELECT', 'There is no schema waypost, and the role may not make it.'],
    [
      'it may not create in it',
      `CREATE SCHEMA waypost; GRANT USAGE ON SCHEMA waypost TO ${role}`,
      'The role may not use',
    ],
    ['it may not use it', `CREATE SCHEMA waypost; GRANT CREATE ON SCHEMA waypost TO ${role}`, 'The role may not use'],
  ])('is told what to grant where %s', async (_, grants, words) => {
    await query(grants);
    const refusal = migrate(own.url);
    await expect(refusal).rejects.toThrow(words);
    await expect(refusal).rejects.toThrow('GRANT USAGE, CREATE ON SCHEMA "waypost" TO <role>;');
  });
});

describe('two installations in one database', () => {
  it('have tables of their own, and migrate without waiting for each other', async () => {
    const other = inSchema(database.url, 'other');
    const migrating = new pg.Client({ connectionString: database.url });
    await migrating.connect();
    await migrating.query(`SELECT pg_advisory_lock(hashtextextended('waypost migrations of waypost', 0))`);
    expect(await migrate(other)).not.toEqual([]);
    await migrating.end();
    expect(await migrate(database.url)).not.toEqual([]);
    await query(`INSERT INTO accounts (id, name) VALUES (gen_random_uuid(), 'one')`, 'waypost');
    expect(await query('SELECT name FROM accounts', 'other')).toEqual([]);
  });

  it('do not wake each other', async () => {
    const heard: string[] = [];
    const silent = pino({ level: 'silent' });
    const urls = ['waypost', 'other'].map((schema) => inSchema(database.url, schema));
    const pools = urls.map((url) => new pg.Pool({ connectionString: url, max: 1 }));
    const ears = urls.map((url, i) =>
      listenForWork(url, silent, {
        origin: 'ear',
        heard: { deliveries: () => heard.push(`ear ${i}`), outbox: () => undefined },
      }),
    );
    try {
      await query('CREATE SCHEMA waypost; CREATE SCHEMA other');
      await eventually(() => {
        expect(heard.sort()).toEqual(['ear 0', 'ear 1']); // each listens now
      });
      const [, pool] = pools;
      if (!pool) throw new Error('There is no pool.');
      createNotifier(pool, silent, 'another process')();
      await eventually(() => {
        expect(heard).toContain('ear 1');
        expect(heard.length).toBeGreaterThan(2);
      });
      await query(`SELECT pg_notify('waypost', '')`); // what came before it was heard before it
      await eventually(() => {
        expect(heard.sort()).toEqual(['ear 0', 'ear 0', 'ear 1', 'ear 1']);
      });
    } finally {
      await Promise.all([...ears.map((ear) => ear.stop()), ...pools.map((pool) => pool.end())]);
    }
  });
});
