import type { Command } from 'commander';
import { parseName, parseSpan, type OutputOptions } from './arguments.js';
import type { CommandContext } from './context.js';
import type { NewKeyOptions, OwnerOptions } from './keys/run.js';

/** `waypost keys create|list|revoke`: what callers authenticate with. */
export function addKeysCommand(program: Command, context: CommandContext): void {
  const keys = program.command('keys').description('manage API keys');

  keys
    .command('create')
    .argument('[account]', 'the id of the account that the key is for: `waypost accounts list` shows it')
    .description('create an API key, which is shown this once')
    .option('--publisher', "instead, a key for the platform's own services to publish events of any account")
    .option('--operator', "instead, a key for the platform's own backend to manage accounts and their keys")
    .option(
      '--expires-in <span>',
      'how long it is accepted, such as 12h or 90d (default: until it is revoked)',
      parseSpan,
    )
    .option('--name <name>', 'a name to recognise the key by', parseName, 'unnamed')
    .option('--json', 'print it as JSON')
    .action(async (account: string | undefined, options: NewKeyOptions) => {
      const { createKey } = await import('./keys/run.js');
      await createKey(account, options, context);
    });

  keys
    .command('list')
    .argument('[account]', 'the id of the account (default: the keys of all accounts, and those of the platform)')
    .description('list API keys, without the keys themselves')
    .option('--publisher', 'only the publisher keys')
    .option('--operator', 'only the operator keys')
    .option('--json', 'print an array of JSON')
    .action(async (account: string | undefined, options: OwnerOptions) => {
      const { printKeys } = await import('./keys/run.js');
      await printKeys(account, options, context);
    });

  keys
    .command('revoke')
    .argument('<key>', 'the id of the key')
    .description('revoke an API key for good')
    .option('--json', 'print JSON')
    .action(async (key: string, options: OutputOptions) => {
      const { revokeKey } = await import('./keys/run.js');
      await revokeKey(key, options, context);
    });
}
