import type { Command } from 'commander';
import { WEBHOOK_LIMIT_MAX } from '../config.js';
import { integerParser, parseName, type OutputOptions } from './arguments.js';
import type { CommandContext } from './context.js';

/** `waypost accounts create|list|show|rename|limit|enable|disable|delete`: who owns webhooks and events. */
export function addAccountsCommand(program: Command, context: CommandContext): void {
  const accounts = program.command('accounts').description('manage accounts, which own webhooks and events');

  accounts
    .command('create')
    .argument('<name>', 'a name to recognise the account by', parseName)
    .description('create an account')
    .option('--json', 'print it as JSON')
    .action(async (name: string, options: OutputOptions) => {
      const { createNamedAccount } = await import('./accounts/run.js');
      await createNamedAccount(name, options, context);
    });

  accounts
    .command('list')
    .description('list all accounts with their ids, oldest first')
    .option('--json', 'print an array of JSON')
    .action(async (options: OutputOptions) => {
      const { printAccounts } = await import('./accounts/run.js');
      await printAccounts(options, context);
    });

  accounts
    .command('show')
    .argument('<account>', 'the id of the account')
    .description('show an account')
    .option('--json', 'print it as JSON')
    .action(async (id: string, options: OutputOptions) => {
      const { printAccount } = await import('./accounts/run.js');
      await printAccount(id, options, context);
    });

  accounts
    .command('rename')
    .argument('<account>', 'the id of the account')
    .argument('<name>', 'its new name', parseName)
    .description('give an account another name')
    .option('--json', 'print it as JSON')
    .action(async (id: string, name: string, options: OutputOptions) => {
      const { giveName } = await import('./accounts/run.js');
      await giveName(id, name, options, context);
    });

  accounts
    .command('limit')
    .argument('<account>', 'the id of the account')
    .argument('<number>', 'how many webhooks it may have', integerParser(0, WEBHOOK_LIMIT_MAX))
    .description('change how many webhooks an account may have; a lower limit removes none')
    .option('--json', 'print it as JSON')
    .action(async (id: string, limit: number, options: OutputOptions) => {
      const { setLimit } = await import('./accounts/run.js');
      await setLimit(id, limit, options, context);
    });

  accounts
    .command('delete')
    .argument('<account>', 'the id of the account')
    .requiredOption('--confirm <name>', 'the name of the account, so that it is not another one')
    .description('delete an account with its webhooks, events, deliveries and keys, which can not be undone')
    .option('--json', 'print JSON')
    .action(async (id: string, options: OutputOptions & { confirm: string }) => {
      const { deleteNamedAccount } = await import('./accounts/run.js');
      await deleteNamedAccount(id, options, context);
    });

  for (const [name, enabled, description] of SWITCHES) {
    accounts
      .command(name)
      .argument('<account>', 'the id of the account')
      .description(description)
      .option('--json', 'print it as JSON')
      .action(async (id: string, options: OutputOptions) => {
        const { setEnabled } = await import('./accounts/run.js');
        await setEnabled(id, enabled, options, context);
      });
  }
}

const SWITCHES = [
  ['enable', true, 'enable an account that was disabled'],
  ['disable', false, 'refuse the keys of an account, and send nothing to its webhooks until it is enabled'],
] as const;
