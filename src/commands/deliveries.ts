import { Option, type Command } from 'commander';
import { deliveryStates } from '../../generated/deliveries.js';
import { webhookEventTypes } from '../../generated/webhooks.js';
import { choiceParser, integerParser, parseEventType, parseTime, type OutputOptions } from './arguments.js';
import type { CommandContext } from './context.js';
import { ACCOUNT_ENVIRONMENT } from './environment.js';
import type { ListOptions } from './deliveries/run.js';

const MAX_LISTED = 10_000;

/** `waypost deliveries list|show|retry`: the Deliveries API for people. */
export function addDeliveriesCommand(program: Command, context: CommandContext): void {
  const deliveries = program.command('deliveries').description('see what was delivered, and send it again');

  deliveries
    .command('list')
    .description('list deliveries, newest first')
    .option('--webhook <id>', 'only those of this webhook (default: of all webhooks of the account)')
    .option('--state <state>', `only those in this state: ${deliveryStates.join(', ')}`, choiceParser(deliveryStates))
    .option('--event <type>', `only those of this event type: ${webhookEventTypes.join(', ')}`, parseEventType)
    .option('--dc <id>', 'only those of this DC')
    .option('--route <id>', 'only those of this route')
    .option('--since <time>', 'only those published then or later: 2h, 3d, or ISO 8601', parseTime)
    .option('--until <time>', 'only those published before', parseTime)
    .addOption(
      new Option('--undelivered', 'only what has not reached its receiver: pending, parked, exhausted').conflicts([
        'webhook',
        'state',
        'event',
        'dc',
        'route',
      ]),
    )
    .option('--limit <number>', 'how many at the most', integerParser(1, MAX_LISTED), 50)
    .option('--json', 'print an array of JSON')
    .addHelpText(
      'after',
      `${ACCOUNT_ENVIRONMENT}

Examples:
  waypost deliveries list --undelivered --since 1d
  waypost deliveries list --webhook 019b76da-a800-7000-8000-000000000001 --state exhausted --json | jq -r '.[].id'`,
    )
    .action(async (options: ListOptions) => {
      const { listDeliveries } = await import('./deliveries/run.js');
      await listDeliveries(options, context);
    });

  deliveries
    .command('show')
    .argument('<id>', 'the id of the delivery')
    .description('show a delivery with its payload and all attempts')
    .option('--json', 'print it as JSON')
    .addHelpText(
      'after',
      `${ACCOUNT_ENVIRONMENT}\n\nExample:\n  waypost deliveries show 019b76da-a800-7000-8000-0000000000d1`,
    )
    .action(async (id: string, options: OutputOptions) => {
      const { showDelivery } = await import('./deliveries/run.js');
      await showDelivery(id, options, context);
    });

  deliveries
    .command('retry')
    .argument('<id>', 'the id of the delivery')
    .description('send a delivery again at once, whatever its state')
    .option('--json', 'print it as JSON')
    .addHelpText(
      'after',
      `${ACCOUNT_ENVIRONMENT}\n\nExample:\n  waypost deliveries retry 019b76da-a800-7000-8000-0000000000d1`,
    )
    .action(async (id: string, options: OutputOptions) => {
      const { retryDelivery } = await import('./deliveries/run.js');
      await retryDelivery(id, options, context);
    });
}
