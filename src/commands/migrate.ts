import type { Command } from 'commander';
import { prettyJson } from '../terminal.js';
import type { OutputOptions } from './arguments.js';
import type { CommandContext } from './context.js';

/** `waypost migrate`: what `serve` does at its start, on its own. */
export function addMigrateCommand(program: Command, { env, print }: CommandContext): void {
  program
    .command('migrate')
    .description('bring the database up to date; `serve` does the same when it starts')
    .option('--json', 'print JSON')
    .action(async ({ json }: OutputOptions) => {
      const { loadConfig } = await import('../config.js');
      const { accessDatabase } = await import('../service/databaseAccess.js');
      const { migrated, release } = await accessDatabase(loadConfig(env), { owner: false });
      await release();
      if (json) print(prettyJson({ applied: migrated }));
      else print(migrated.length > 0 ? `applied: ${migrated.join(', ')}` : 'the database is up to date');
    });
}
