import { randomBytes } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError, type Config } from '../config.js';
import { createSecretBox, parseSealingKeys, type SecretBox } from '../signing/secretBox.js';

/**
 * The box that signing secrets are encrypted with at rest: its keys are those of SECRET_KEYS, or one that is made once and kept beside
 * the bundled database.
 * @throws ConfigError if SECRET_KEYS is not usable
 */
export async function openSecretBox(config: Config): Promise<SecretBox> {
  if (config.secretKeys === null) return createSecretBox(parseSealingKeys(await keptKey(config.dataDir)));
  try {
    return createSecretBox(parseSealingKeys(config.secretKeys));
  } catch (error) {
    throw new ConfigError([`SECRET_KEYS: ${error instanceof Error ? error.message : String(error)}`]);
  }
}

async function keptKey(dataDir: string): Promise<string> {
  const file = join(dataDir, 'secret.key');
  const written = join(dataDir, `secret.key.${process.pid}`);
  // Written aside first: a key that a crash cut short would make every secret unreadable. The link fails if there is a key already.
  await writeFile(written, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flush: true });
  await link(written, file).catch(() => undefined);
  await rm(written, { force: true });
  return (await readFile(file, 'utf8')).trim();
}
