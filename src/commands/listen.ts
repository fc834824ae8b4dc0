import type { Command } from 'commander';
import { integerParser, listOf } from './arguments.js';
import type { CommandContext } from './context.js';
import { LISTEN_PORT } from './suggestion.js';
import type { ListenOptions } from './listen/run.js';

/** `waypost listen`: a receiver for trying things out. */
export function addListenCommand(program: Command, context: CommandContext): void {
  program
    .command('listen')
    .description('a receiver that prints what arrives and whether it is signed as it should be; Ctrl-C ends it')
    .option('--port <number>', 'the port to listen on; 0 picks a free one', integerParser(0, 65_535), LISTEN_PORT)
    .option('--host <address>', 'the address to listen on', '127.0.0.1')
    .option('--respond <status>', 'what to answer: 500 shows how attempts are repeated', integerParser(200, 599), 200)
    .option('--secret <whsec_…>', 'a signing secret to verify with; may be repeated', listOf(String))
    .addHelpText(
      'after',
      `
With your API key it looks up the signing secrets of the webhooks that lead here. Without a key, give them by
WAYPOST_WEBHOOK_SECRET, or by --secret, which ends up in the shell's history. Without a secret nothing is verified.

Environment:
  WAYPOST_API_KEY         an API key of your account, to look up the secrets
  WAYPOST_URL             where the service is (default: http://127.0.0.1:8080)
  WAYPOST_WEBHOOK_SECRET  signing secrets, separated by spaces

Examples:
  waypost listen
  waypost listen --port 9001 --respond 503`,
    )
    .action(async (options: ListenOptions) => {
      const { listen } = await import('./listen/run.js');
      await listen(options, context);
    });
}
