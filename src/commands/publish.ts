import { InvalidArgumentError, type Command } from 'commander';
import { webhookEventTypes } from '../../generated/webhooks.js';
import type { AcceptedEvent, PublishedEvent } from '@waypost/client';
import { listOf, parseEventType } from './arguments.js';
import type { CommandContext } from './context.js';
import { PUBLISHER_ENVIRONMENT } from './environment.js';
import { UsageError } from './failures.js';
import { prettyJson, printable } from '../terminal.js';

interface PublishOptions {
  event: PublishedEvent['event'];
  dc: string;
  route: string;
  account?: string;
  field?: Field[];
  id?: string;
  json?: true;
}

type Field = [name: string, value: unknown];

/** What has an option of its own. */
const optionOfField = new Map(
  Object.entries({ event: 'event', dc_id: 'dc', route_id: 'route', account_id: 'account', id: 'id' }),
);

/** `waypost publish`: one event, through the Events API. */
export function addPublishCommand(program: Command, { env, print }: CommandContext): void {
  program
    .command('publish')
    .description('publish an event, for the webhooks that asked for it')
    .requiredOption('--event <type>', `what happened: ${webhookEventTypes.join(', ')}`, parseEventType)
    .requiredOption('--dc <id>', 'the DC where it happened')
    .requiredOption('--route <id>', 'the route')
    .option('--account <id>', 'the account that it is for (default: WAYPOST_ACCOUNT_ID)')
    .option('--field <name=value>', 'a further field; name:=value for JSON; may be repeated', listOf(parseField))
    .option('--id <id>', 'your own id of the event: publishing it again delivers nothing twice')
    .option('--json', 'print the answer as JSON')
    .addHelpText(
      'after',
      `${PUBLISHER_ENVIRONMENT}

Examples:
  waypost publish --event ROUTE_STARTED --dc BO016 --route R-1001
  waypost publish --event WAYPOINT_STATUS_CHANGED --dc BO016 --route R-1001 --field waypoint_id=W-7 --field stop:=3`,
    )
    .action(async (options: PublishOptions) => {
      const { answerTo, openPublisherAccess } = await import('./apiAccess.js');
      const event = toEvent(options, env);
      const { data } = await answerTo(openPublisherAccess(env).POST('/events', { body: { events: [event] } }));
      for (const accepted of data.events) print(options.json ? prettyJson(accepted) : describe(accepted, event));
    });
}

function toEvent(
  { event, dc, route, account, field = [], id }: PublishOptions,
  env: CommandContext['env'],
): PublishedEvent {
  const accountId = account ?? env['WAYPOST_ACCOUNT_ID']?.trim();
  if (!accountId) throw new UsageError('name the account: --account <id>, or WAYPOST_ACCOUNT_ID in the environment');
  const fixed = { account_id: accountId, event, dc_id: dc, route_id: route, ...(id !== undefined && { id }) };
  // Whether it has the fields of its type is for the service to say, with the place of what is missing.
  return { ...Object.fromEntries(field), ...fixed } as PublishedEvent;
}

/** `name=text` or `name:=json`. */
function parseField(text: string): Field {
  const [, name = '', operator, value = ''] = /^([^=:]+)(:?=)(.*)$/s.exec(text) ?? [];
  if (name === '') throw new InvalidArgumentError('It has to be name=value, or name:=value where the value is JSON.');
  const option = optionOfField.get(name);
  if (option !== undefined) throw new InvalidArgumentError(`${name} has an option of its own: --${option}.`);
  return [name, operator === '=' ? value : parseJson(value)];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidArgumentError('The value is not JSON; write name=value for a text.');
  }
}

function describe({ id, deliveries }: AcceptedEvent, { event, dc_id }: PublishedEvent): string {
  const count = deliveries === 1 ? '1 delivery' : `${deliveries} deliveries`;
  const line = `event ${printable(id)} was accepted: ${count}`;
  return deliveries > 0
    ? line
    : `${line}; no enabled webhook of the account asked for ${event} of DC ${printable(dc_id)}`;
}
