import { InvalidArgumentError, type Command } from 'commander';
import { parseSpan } from './arguments.js';
import type { LinkOptions } from './console/run.js';
import type { CommandContext } from './context.js';
import { CONSOLE_ENVIRONMENT } from './environment.js';

const DEFAULT_MILLIS = 5 * 60_000;
/** As long as openapi/platform.yaml allows. */
const MAX_MILLIS = 3_600_000;

/** `waypost console link`: how a person gets into the console. */
export function addConsoleCommand(program: Command, context: CommandContext): void {
  program
    .command('console')
    .description('open the web console')
    .command('link')
    .description('make a link that opens the console signed in, once')
    .option(
      '--account <id>',
      "the account whose console it opens (default: WAYPOST_ACCOUNT_ID): 'waypost accounts list' shows it",
    )
    .option('--operator', "instead, the platform's own console, where accounts and their keys are managed")
    .option('--read-only', 'for looking only')
    .option(
      '--expires-in <span>',
      'within which time it has to be opened, at most an hour',
      parseLinkSpan,
      DEFAULT_MILLIS,
    )
    .option('--url <url>', 'where people reach the service (default: WAYPOST_URL)')
    .option('--json', 'print it as JSON')
    .addHelpText('after', CONSOLE_ENVIRONMENT)
    .action(async (options: LinkOptions) => {
      const { printLink } = await import('./console/run.js');
      await printLink(options, context);
    });
}

function parseLinkSpan(text: string): number {
  const millis = parseSpan(text);
  if (millis > MAX_MILLIS) throw new InvalidArgumentError('It has to be an hour (1h) at the most.');
  return millis;
}
