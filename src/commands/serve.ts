import type { Command } from 'commander';
import type { CommandContext } from './context.js';
import type { ServeOptions } from './serve/run.js';

/** `waypost serve`: the service itself. */
export function addServeCommand(program: Command, context: CommandContext): void {
  program
    .command('serve')
    .description('run the service; without DATABASE_URL on the bundled Postgres in DATA_DIR')
    .option('--api', 'only serve the API')
    .option('--worker', 'only deliver')
    .addHelpText(
      'after',
      `
It logs a line for each request and each attempt: JSON, or text on a terminal. Of an error that comes again and again
it logs the first, and every ten seconds how many there were.

Ctrl-C or SIGTERM ends it as soon as what is in flight is finished. A second one ends it at once.`,
    )
    .action(async (options: ServeOptions) => {
      const { serve } = await import('./serve/run.js');
      await serve(options, context);
    });
}
