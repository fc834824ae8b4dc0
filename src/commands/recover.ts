import type { Command } from 'commander';
import { webhookEventTypes } from '../../generated/webhooks.js';
import type { components } from '../../generated/deliveries.js';
import type { WebhookEventType } from '@waypost/client';
import { choiceParser, listOf, parseEventType, parseTime } from './arguments.js';
import type { CommandContext } from './context.js';
import { ACCOUNT_ENVIRONMENT } from './environment.js';
import { prettyJson } from '../terminal.js';

type RecoverRequest = components['schemas']['RecoverRequest'];
type Recovery = components['schemas']['RecoveryResponse']['data'];
type RecoverableState = NonNullable<RecoverRequest['states']>[number];

interface RecoverOptions {
  since: Date;
  until?: Date;
  state?: RecoverableState[];
  event?: WebhookEventType[];
  includeMissed?: true;
  dryRun?: true;
  json?: true;
}

const recoverableStates: RecoverableState[] = ['succeeded', 'exhausted', 'superseded'];

/** `waypost recover <webhook>`: sends again what failed in a span of time. */
export function addRecoverCommand(program: Command, { env, print }: CommandContext): void {
  program
    .command('recover')
    .argument('<webhook>', 'the id of the webhook')
    .description('send again what failed in a span of time')
    .requiredOption('--since <time>', 'what was published then or later: 2h, 3d, or ISO 8601', parseTime)
    .option('--until <time>', 'what was published before (default: now)', parseTime)
    .option(
      '--state <state>',
      `what is in this state: ${recoverableStates.join(', ')}; may be repeated (default: exhausted)`,
      listOf(choiceParser(recoverableStates)),
    )
    .option(
      '--event <type>',
      `only this event type: ${webhookEventTypes.join(', ')}; may be repeated`,
      listOf(parseEventType),
    )
    .option('--include-missed', 'also what was never sent, since the webhook was disabled')
    .option('--dry-run', 'only say how many')
    .option('--json', 'print the counts as JSON')
    .addHelpText(
      'after',
      `${ACCOUNT_ENVIRONMENT}

Examples, the first one to see what the second would do:
  waypost recover 019b76da-a800-7000-8000-000000000001 --since 3h --include-missed --dry-run
  waypost recover 019b76da-a800-7000-8000-000000000001 --since 3h --include-missed`,
    )
    .action(async (id: string, options: RecoverOptions) => {
      const { answerTo, openAccountAccess } = await import('./apiAccess.js');
      const call = openAccountAccess(env).deliveries.POST('/webhooks/{id}/recover', {
        params: { path: { id } },
        body: toRequest(options),
      });
      const { data } = await answerTo(call);
      print(options.json ? prettyJson(data) : describe(data, options.dryRun ?? false));
    });
}

function toRequest({ since, until, state, event, includeMissed, dryRun }: RecoverOptions): RecoverRequest {
  return {
    since: since.toISOString(),
    ...(until && { until: until.toISOString() }),
    ...(state && { states: [...new Set(state)] }),
    ...(event && { event_types: [...new Set(event)] }),
    include_missed: includeMissed ?? false,
    dry_run: dryRun ?? false,
  };
}

function describe({ count, failed, missed }: Recovery, dryRun: boolean): string {
  const deliveries = count === 1 ? '1 delivery' : `${count} deliveries`;
  const parts = `${failed} that were sent before, ${missed} that were missed`;
  if (dryRun) return `${deliveries} would be sent: ${parts}`;
  return `${deliveries} are being sent, in the background and behind live events: ${parts}`;
}
