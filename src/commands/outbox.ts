import { InvalidArgumentError, type Command } from 'commander';
import { integerParser, type OutputOptions } from './arguments.js';
import type { CommandContext } from './context.js';

/** The options of `waypost outbox list`. */
export interface ListOptions extends OutputOptions {
  limit: number;
}

/** The options of `waypost outbox retry` and `drop`. */
export interface ChoiceOptions extends OutputOptions {
  all?: true;
}

/** `waypost outbox list|retry|drop`: rows of the outbox that were refused. */
export function addOutboxCommand(program: Command, context: CommandContext): void {
  const outbox = program
    .command('outbox')
    .description('look after what applications have inserted into the table outbox and the contract refuses')
    .addHelpText(
      'after',
      `
A row that breaks the contract, or names an account that does not exist, stays in the table and holds up nothing. Have it taken again
when the reason is gone, or drop it. Its events are in \`waypost outbox list --json\`.

Examples:
  waypost outbox list
  waypost outbox retry 1017 1018
  waypost outbox drop --all`,
    );

  outbox
    .command('list')
    .description('list the rows that were refused and why, oldest first')
    .option('--limit <number>', 'show no more than so many', integerParser(1, 100_000), 100)
    .option('--json', 'print an array of JSON, with all faults and the events')
    .action(async (options: ListOptions) => {
      const { printRefused } = await import('./outbox/run.js');
      await printRefused(options, context);
    });

  outbox
    .command('retry')
    .argument('[rows...]', 'the ids of the rows', rowParser)
    .description('have refused rows taken again, before all younger ones')
    .option('--all', 'all that were refused')
    .option('--json', 'print the result as JSON')
    .action(async (ids: string[], options: ChoiceOptions) => {
      const { retry } = await import('./outbox/run.js');
      await retry(ids, options, context);
    });

  outbox
    .command('drop')
    .argument('[rows...]', 'the ids of the rows', rowParser)
    .description("delete refused rows: their events are lost. This can't be undone")
    .option('--all', 'all that were refused')
    .option('--json', 'print the result as JSON')
    .action(async (ids: string[], options: ChoiceOptions) => {
      const { drop } = await import('./outbox/run.js');
      await drop(ids, options, context);
    });
}

function rowParser(text: string, previous: string[] = []): string[] {
  if (!/^\d{1,18}$/.test(text)) throw new InvalidArgumentError('It has to be the id of a row, such as 1017.');
  return [...previous, text];
}
