/**
 * The keys that signing secrets are sealed with at rest: those of SECRET_KEYS, or one that is made at the first start and kept beside the
 * bundled database. A process whose keys do not open what is stored must not run: it could not sign, and what it seals the others could
 * not open.
 */
import { randomBytes } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError, type Config } from '../config.js';
import type { SqlRunner } from '../database/sqlRunner.js';
import { createSecretBox, parseSealingKeys, type SealingKey, type SecretBox } from '../signing/secretBox.js';

const KEY_FILE = 'secret.key';

/**
 * The box for the service, whose keys open every secret that is stored and signs.
 * @throws ConfigError that names the keys that are missing. Nothing was changed then, and no key was made.
 */
export async function openSecretBox(config: Config, db: SqlRunner): Promise<SecretBox> {
  const stored = (await db.query<{ id: string }>(STORED_KEY_IDS, [])).rows.map(({ id }) => id);
  const keys = config.secretKeys ?? (await readKeptKey(config.dataDir)) ?? [];
  const missing = stored.filter((id) => !keys.some((key) => key.id === id));
  if (missing.length > 0) throw new ConfigError([describeMissing(missing, keys, config)]);
  return keys.length > 0 ? createSecretBox(keys) : openAnySecretBox(config);
}

/**
 * The ids of the keys that the secrets of all webhooks were sealed with, those that still sign. A sealed secret begins with its version, the
 * length of the key's id, and the id (signing/secretBox.ts). It reads every webhook, once per start.
 */
const STORED_KEY_IDS = `
  SELECT DISTINCT encode(substring(sealed FROM 3 FOR get_byte(sealed, 1)), 'escape') AS id
  FROM (
    SELECT sealed_secret AS sealed FROM webhooks
    UNION ALL
    SELECT previous_sealed_secret FROM webhooks WHERE previous_secret_until > now()
  ) AS secrets
  WHERE length(sealed) > 2 AND get_byte(sealed, 0) = 1
  ORDER BY id`;

/** The box as the settings have it, whatever is stored: for mending that. Makes the key that is kept if there is none. */
export async function openAnySecretBox(config: Config): Promise<SecretBox> {
  return createSecretBox(
    config.secretKeys ?? (await readKeptKey(config.dataDir)) ?? (await makeKeptKey(config.dataDir)),
  );
}

function describeMissing(missing: string[], keys: SealingKey[], { secretKeys, dataDir }: Config): string {
  const ids = missing.join(', ');
  const setting =
    secretKeys !== null
      ? `SECRET_KEYS lacks a key that signing secrets in the database were encrypted with. Missing: ${ids}. Given: ${keys.map(({ id }) => id).join(', ')}.`
      : `${join(dataDir, KEY_FILE)} ${keys.length > 0 ? 'is not' : 'is missing:'} the key that signing secrets in the database were encrypted with (${ids}).`;
  const advice =
    secretKeys !== null
      ? 'Add it after the newest one (<new>,<old>), and drop it only after `waypost secrets reseal`.'
      : 'Put the file back, or give the key as SECRET_KEYS.';
  return `${setting} ${advice} If it is lost: \`waypost secrets reseal --replace-lost\`.`;
}

/** Null if no key is kept. */
async function readKeptKey(dataDir: string): Promise<SealingKey[] | null> {
  const text = await readFile(join(dataDir, KEY_FILE), 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
  return text === null ? null : parseKept(text, dataDir);
}

async function makeKeptKey(dataDir: string): Promise<SealingKey[]> {
  const file = join(dataDir, KEY_FILE);
  const written = `${file}.${process.pid}`;
  // Written aside first: a key that a crash cut short would make every secret unreadable. The link fails if there is a key already.
  await writeFile(written, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flush: true });
  await link(written, file).catch(() => undefined);
  await rm(written, { force: true });
  return parseKept(await readFile(file, 'utf8'), dataDir);
}

function parseKept(text: string, dataDir: string): SealingKey[] {
  try {
    return parseSealingKeys(text.trim());
  } catch {
    throw new ConfigError([`${join(dataDir, KEY_FILE)} must hold the base64 of 32 bytes`]);
  }
}
