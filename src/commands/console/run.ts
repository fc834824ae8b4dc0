import { createConsoleLink } from '../../accounts/consoleLinks.js';
import type { ConsoleOwner } from '../../accounts/consoleOwner.js';
import { loadConfig } from '../../config.js';
import { withDatabase } from '../../service/databaseAccess.js';
import { prettyJson, printable } from '../../terminal.js';
import { getAccount } from '../accounts/run.js';
import type { OutputOptions } from '../arguments.js';
import type { CommandContext } from '../context.js';
import { serviceUrl } from '../environment.js';
import { UsageError } from '../failures.js';

export interface LinkOptions extends OutputOptions {
  account?: string;
  operator?: true;
  readOnly?: true;
  /** In milliseconds. */
  expiresIn: number;
  url?: string;
}

/** `waypost console link` */
export async function printLink(options: LinkOptions, { env, print }: CommandContext): Promise<void> {
  const { readOnly: isReadOnly = false, expiresIn: millis, url, json } = options;
  const base = serviceUrl(url === undefined ? env : { WAYPOST_URL: url });
  const owner = ownerOf(options, env);
  const { account, path, expiresAt } = await withDatabase(loadConfig(env), 'write', async ({ prisma }) => {
    const account = owner.kind === 'account' ? await getAccount(prisma, owner.accountId) : null;
    return { account, ...(await createConsoleLink(prisma, owner, { isReadOnly, millis, apiKeyId: null })) };
  });
  const whose = account ? `of account ${account.id} (${printable(account.name)})` : 'of the platform';
  const use = isReadOnly ? ', for looking only' : '';
  const text = `Opens the console ${whose}${use}. Once, until ${expiresAt.toISOString()}:\n\n  ${base}${path}`;
  const data = { url: `${base}${path}`, account_id: account?.id ?? null, read_only: isReadOnly, expires_at: expiresAt };
  print(json ? prettyJson(data) : text);
}

function ownerOf({ account, operator }: LinkOptions, env: CommandContext['env']): ConsoleOwner {
  if (account !== undefined && operator) throw new UsageError('name an account or --operator, not both of them');
  if (operator) return { kind: 'operator' };
  const accountId = account ?? env['WAYPOST_ACCOUNT_ID']?.trim();
  if (accountId) return { kind: 'account', accountId };
  throw new UsageError(
    'name whose console it opens: --account <id>, WAYPOST_ACCOUNT_ID in the environment, or --operator',
  );
}
