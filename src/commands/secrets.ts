import type { Command } from 'commander';
import type { CommandContext } from './context.js';
import type { ResealOptions } from './secrets/run.js';

/** `waypost secrets reseal`: the operator's part of a rotation of SECRET_KEYS. */
export function addSecretsCommand(program: Command, context: CommandContext): void {
  program
    .command('secrets')
    .description('look after the encryption of signing secrets in the database')
    .command('reseal')
    .description('encrypt every signing secret again with the newest key of SECRET_KEYS, while the service runs')
    .option('--replace-lost', 'give a new secret to each webhook whose secret no key opens')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
To change the key that signing secrets are encrypted with:
  1. Make one: openssl rand -base64 32. With the bundled database, the old one is in DATA_DIR/secret.key.
  2. Give SECRET_KEYS=<new>,<old> to the service, and start it again. If it has several processes, first start each
     with <old>,<new>: until all of them know the new key, nothing may be encrypted with it.
  3. Run: SECRET_KEYS=<new>,<old> waypost secrets reseal
  4. Give SECRET_KEYS=<new> alone, and start again. The old key is of no more use.

If a key is lost, the secrets that it encrypted are lost, too. --replace-lost makes new ones. The receivers of those
webhooks refuse what is sent to them until they have the new secret (GET /webhooks/{id}/secret).

The settings are those of the service: DATABASE_URL or DATA_DIR, and SECRET_KEYS.`,
    )
    .action(async (options: ResealOptions) => {
      const { reseal } = await import('./secrets/run.js');
      await reseal(options, context);
    });
}
