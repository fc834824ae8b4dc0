import { createAccount, hasNoAccounts, listAccounts } from '../../accounts/accounts.js';
import { createApiKey } from '../../accounts/apiKeys.js';
import { createConsoleLink } from '../../accounts/consoleLinks.js';
import { openDatabase, type Db } from '../../database/client.js';
import { indented } from '../../terminal.js';
import { listenCommand, publishCommand, registerCommand } from '../suggestion.js';

interface IntroductionOptions {
  /** Where the API listens. */
  url: string;
  /** How many webhooks a new account may have. */
  webhookLimit: number;
  /** Whether a person reads what is printed. */
  watched: boolean;
  print: (text: string) => void;
}

/**
 * For whoever tries things out on the bundled database. The first start makes an account with its keys and a link to its console, and prints
 * them this once; a later one says how to get others, if a person is there to read it.
 */
export async function introduceAccounts(
  databaseUrl: string,
  { url, webhookLimit, watched, print }: IntroductionOptions,
): Promise<void> {
  const database = openDatabase(databaseUrl, { poolSize: 1, onError: () => undefined });
  try {
    if (await hasNoAccounts(database.prisma)) print(await introduceDemoAccount(database.prisma, url, webhookLimit));
    else if (watched) print(`\n${indented(await describeWayBack(database.prisma, url))}\n`);
  } finally {
    await database.close();
  }
}

async function introduceDemoAccount(db: Db, url: string, webhookLimit: number): Promise<string> {
  const account = await createAccount(db, 'demo', { webhookLimit });
  const { apiKey } = await createApiKey(db, { kind: 'account', accountId: account.id }, 'demo');
  const publisher = await createApiKey(db, { kind: 'publisher' }, 'demo publisher');
  const { path } = await createConsoleLink(
    db,
    { kind: 'account', accountId: account.id },
    { isReadOnly: false, millis: LINK_MILLIS, apiKeyId: null },
  );
  return `
  This is the first start. It made an account "demo". Open its console, which this link does once, within an hour:

    ${url}${path}

  The account has a key of its own, and there is a publisher key. They are shown only now:

    export WAYPOST_URL=${url}
    export WAYPOST_ACCOUNT_ID=${account.id}
    export WAYPOST_API_KEY=${apiKey}
    export WAYPOST_PUBLISHER_KEY=${publisher.apiKey}

  Paste these lines into a second and a third terminal. In the second, start a receiver:

    ${listenCommand}

  In the third, register a webhook that leads to it, and publish an event:

${indented(indented(registerCommand('$WAYPOST_URL')))}

    ${publishCommand}

  The documentation: ${url}/docs
`;
}

/** For a newcomer who reads on before opening it. */
const LINK_MILLIS = 3_600_000;

/** Names the account if there is only one. */
async function describeWayBack(db: Db, url: string): Promise<string> {
  const [account, ...others] = await listAccounts(db);
  const [argument, hint] =
    account && others.length === 0 ? [account.id, ''] : ['<account>', '; for its id: npx waypost accounts list'];
  return `For a link to the console: npx waypost console link --account ${argument} --url ${url}
Keys are shown only once. For another key: npx waypost keys create ${argument}${hint}`;
}
