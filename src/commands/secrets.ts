import type { Command } from 'commander';
import { loadConfig, type Config } from '../config.js';
import type { Database } from '../database/client.js';
import type { SecretBox } from '../signing/secretBox.js';
import { resealSecrets } from '../webhooks/webhookSecrets.js';
import { UsageError } from './accounts.js';
import type { CommandContext } from './context.js';
import { withDatabase } from '../service/databaseAccess.js';
import { openSecretBox } from '../service/secretKeys.js';

/** `waypost secrets reseal`: the operator's part of a rotation of SECRET_KEYS. */
export function addSecretsCommand(program: Command, { env, print }: CommandContext): void {
  program
    .command('secrets')
    .description('look after the encryption of signing secrets in the database')
    .command('reseal')
    .description('encrypt every signing secret again with the newest key of SECRET_KEYS, while the service runs')
    .addHelpText(
      'after',
      `
To change the key that signing secrets are encrypted with:
  1. Make one: openssl rand -base64 32. With the bundled database, the old one is in DATA_DIR/secret.key.
  2. Give SECRET_KEYS=<new>,<old> to every process of the service, and start them again.
  3. Run: SECRET_KEYS=<new>,<old> waypost secrets reseal
  4. Give SECRET_KEYS=<new> alone, and start again. The old key is of no more use.

The settings are those of the service: DATABASE_URL or DATA_DIR, and SECRET_KEYS.`,
    )
    .action(async () => {
      const config: Config = loadConfig(env);
      const box = await openSecretBox(config);
      await withDatabase(config, ({ prisma }) => reseal(prisma, box, print));
    });
}

async function reseal(db: Database['prisma'], box: SecretBox, print: (text: string) => void): Promise<void> {
  const unopened = new Set<string>();
  const { checked, resealed } = await resealSecrets(
    db,
    (sealed, webhookId) => {
      try {
        return box.isOutdated(sealed) ? box.seal(box.open(sealed, webhookId), webhookId) : null;
      } catch {
        unopened.add(webhookId);
        return null;
      }
    },
    (progress) => {
      print(`${progress.checked} webhooks checked, ${progress.resealed} sealed again`);
    },
  );
  print(`done: the secrets of ${resealed} of ${checked} webhooks were sealed with the newest key`);
  if (unopened.size > 0) {
    const ids = [...unopened].map((id) => `  ${id}`).join('\n');
    throw new UsageError(`no key of SECRET_KEYS opens the secrets of these webhooks, keep the key that does:\n${ids}`);
  }
}
