import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { updateAccount } from '../../src/accounts/accounts.js';
import { createSecretBox, parseSealingKeys, type SecretBox } from '../../src/signing/secretBox.js';
import { generateSecret } from '../../src/signing/sign.js';
import { resealSecrets, type Reseal } from '../../src/webhooks/webhookSecrets.js';
import { verifyNotification } from '@waypost/client/receiver';
import { first, startDeliveryService, type DeliveryService } from '../support/delivering.js';
import { eventually } from '../support/eventually.js';
import { waypost } from '../support/childProcess.js';
import type { Role } from '../../src/service/start.js';

const [oldKey, newKey] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];
const [oldBox, newBox, bothBox] = [boxOf(oldKey), boxOf(newKey), boxOf(`${newKey},${oldKey}`)];

function boxOf(keys: string): SecretBox {
  return createSecretBox(parseSealingKeys(keys));
}

const withNewestKey: Reseal = (sealed, id) =>
  bothBox.isOutdated(sealed) ? bothBox.seal(bothBox.open(sealed, id), id) : null;

interface StoredSecrets {
  sealed_secret: Buffer;
  previous_sealed_secret: Buffer | null;
  previous_secret_until: Date | null;
}

let service: DeliveryService;
beforeAll(async () => {
  service = await startDeliveryService({ SECRET_KEYS: oldKey });
});
afterAll(() => service.stop());

async function storedSecrets(webhookId: string): Promise<StoredSecrets> {
  const { rows } = await service.pool.query<StoredSecrets>(
    'SELECT sealed_secret, previous_sealed_secret, previous_secret_until FROM webhooks WHERE id = $1',
    [webhookId],
  );
  return first(rows);
}

/** Gives a webhook another secret, and lets the one that it had sign for so many seconds more. */
async function rotate(webhookId: string, graceSeconds: number, client: Pick<pg.Client, 'query'>): Promise<string> {
  const secret = generateSecret();
  await client.query(
    `UPDATE webhooks SET sealed_secret = $2, previous_sealed_secret = sealed_secret,
       previous_secret_until = now() + make_interval(secs => $3) WHERE id = $1`,
    [webhookId, oldBox.seal(secret, webhookId), graceSeconds],
  );
  return secret;
}

describe('waypost secrets reseal', () => {
  it('seals every secret that signs with the newest key, so that the old key is of no more use', async () => {
    const target = await service.createTarget();
    const { id } = target.webhook;
    const expired = await target.account.createWebhook();
    const previous = await service.secretOf(id);
    const current = await rotate(id, 3_600, service.pool);
    await rotate(expired.id, -1, service.pool);

    const environment = { DATABASE_URL: service.databaseUrl, SECRET_KEYS: `${newKey},${oldKey}` };
    const { code, stdout } = await waypost(['secrets', 'reseal'], environment);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^2 webhooks checked, 2 sealed again\ndone: the secrets of 2 of 2 webhooks /);

    const stored = await storedSecrets(id);
    expect(newBox.open(stored.sealed_secret, id)).toBe(current);
    expect(newBox.open(stored.previous_sealed_secret ?? Buffer.alloc(0), id)).toBe(previous);
    expect(stored.previous_secret_until?.getTime()).toBeGreaterThan(Date.now());
    expect(await storedSecrets(expired.id)).toMatchObject({
      previous_sealed_secret: null,
      previous_secret_until: null,
    });

    // The next start of the service, which has forgotten the old key, signs as before.
    const restarted = await service.startAnother(['api'], { SECRET_KEYS: newKey });
    const headers = { Authorization: `Bearer ${target.account.apiKey}`, 'Content-Type': 'application/json' };
    const body = JSON.stringify({ event: 'ROUTE_CREATED' });
    await fetch(`${restarted.url ?? ''}/webhooks/${id}/test`, { method: 'POST', headers, body });
    const [request] = await target.receiver.waitForRequests(1);
    for (const secret of [current, previous]) {
      expect(await verifyNotification(secret, request?.headers ?? {}, request?.body ?? '')).toMatchObject({
        test: true,
      });
    }

    const again = await waypost(['secrets', 'reseal'], environment);
    expect(again.stdout).toContain('done: the secrets of 0 of 2 webhooks ');
  });

  it('ends with 1 and the ids of the webhooks whose secrets no key opens, and seals the others', async () => {
    const { account } = await service.createTarget();
    const [lost, other] = [await account.createWebhook(), await account.createWebhook()];
    const lostBox = boxOf(randomBytes(32).toString('base64'));
    await service.pool.query('UPDATE webhooks SET sealed_secret = $2 WHERE id = $1', [
      lost.id,
      lostBox.seal(generateSecret(), lost.id),
    ]);
    const environment = { DATABASE_URL: service.databaseUrl, SECRET_KEYS: `${newKey},${oldKey}` };
    const { code, stderr } = await waypost(['secrets', 'reseal'], environment);
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`no key of SECRET_KEYS opens .*:\n {2}${lost.id}\n$`));
    expect(newBox.isOutdated((await storedSecrets(other.id)).sealed_secret)).toBe(false);

    const replaced = await waypost(['secrets', 'reseal', '--replace-lost', '--json'], environment);
    expect(JSON.parse(replaced.stdout)).toMatchObject({ resealed: 1, replaced: [lost.id] });
    expect(newBox.open((await storedSecrets(lost.id)).sealed_secret, lost.id)).toMatch(/^whsec_/);
  });
});

describe('a process whose keys do not open what is stored', () => {
  const strangeKey = randomBytes(32).toString('base64');

  it.each<[Role]>([['api'], ['worker']])('does not start as %s, and says which key it lacks', async (role) => {
    const { webhook } = await service.createTarget();
    await rotate(webhook.id, 3_600, service.pool);
    const [missing = '', given = ''] = [oldKey, strangeKey].map((key) => first(parseSealingKeys(key)).id);
    const refused = service.startAnother([role], { SECRET_KEYS: strangeKey });
    await expect(refused).rejects.toThrow(
      new RegExp(`SECRET_KEYS lacks a key .* Missing: .*${missing}.* Given: ${given}\\. Add it after the newest`),
    );
  });

  it('starts with the old key behind the new one', async () => {
    const both = await service.startAnother(['api'], { SECRET_KEYS: `${strangeKey},${newKey},${oldKey}` });
    expect((await fetch(`${both.url ?? ''}/readyz`)).status).toBe(200);
  });

  it('does not need the key of a secret that no longer signs', async () => {
    const other = await startDeliveryService({ SECRET_KEYS: newKey });
    const { webhook } = await other.createTarget();
    const expired = boxOf(strangeKey).seal(generateSecret(), webhook.id);
    const keep = `UPDATE webhooks SET previous_sealed_secret = $1, previous_secret_until = now() + $2::interval`;
    await other.pool.query(keep, [expired, '-1 second']);
    await other.startAnother(['worker'], { SECRET_KEYS: newKey });
    await other.pool.query(keep, [expired, '1 hour']);
    await expect(other.startAnother(['worker'], { SECRET_KEYS: newKey })).rejects.toThrow('SECRET_KEYS lacks a key');
    await other.stop();
  });
});

describe('resealSecrets', () => {
  it('never writes over a secret that is rotated at the same time, and seals that one, too', async () => {
    const { webhook } = await service.createTarget();
    const previous = await service.secretOf(webhook.id);
    const rotating = new pg.Client({ connectionString: service.databaseUrl });
    await rotating.connect();
    try {
      await rotating.query('BEGIN');
      const current = await rotate(webhook.id, 3_600, rotating);
      const resealed = resealSecrets(service.database.prisma, withNewestKey, () => undefined);
      // It has read the old secret, and waits for the rotation to end before it may write.
      await eventually(async () => {
        const { rowCount } = await service.pool.query(
          `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        expect(rowCount).toBe(1);
      });
      await rotating.query('COMMIT');
      await resealed;

      const stored = await storedSecrets(webhook.id);
      expect(newBox.open(stored.sealed_secret, webhook.id)).toBe(current);
      expect(newBox.open(stored.previous_sealed_secret ?? Buffer.alloc(0), webhook.id)).toBe(previous);
    } finally {
      await rotating.end();
    }
  });

  it('works through more webhooks than one batch has', async () => {
    const { id: accountId } = await service.createAccount();
    await updateAccount(service.database.prisma, accountId, { webhookLimit: 1_201 });
    await service.pool.query(
      `INSERT INTO webhooks (id, account_id, url, events, dc_ids, sealed_secret)
       SELECT gen_random_uuid(), $1, 'https://example.com', '{}', '{}', '\\x00' FROM generate_series(1, 1201)`,
      [accountId],
    );
    const seen = new Set<string>();
    const batches: number[] = [];
    const { checked, resealed } = await resealSecrets(
      service.database.prisma,
      (sealed, id) => {
        if (sealed.length > 1) return null;
        seen.add(id);
        return oldBox.seal('secret', id);
      },
      (progress) => batches.push(progress.checked),
    );
    expect([seen.size, resealed]).toEqual([1201, 1201]);
    expect(batches).toEqual([500, 1_000, checked]);
  });
});
