/** What commands that talk to a running service read from the environment. */
import type { CommandContext } from './context.js';
import { UsageError } from './failures.js';

const DEFAULT_URL = 'http://127.0.0.1:8080';

/** For the help of commands that use an account's API key. */
export const ACCOUNT_ENVIRONMENT = `
Environment:
  WAYPOST_API_KEY  an API key of your account. It is never an argument: those end up in the shell's history.
  WAYPOST_URL      where the service is (default: ${DEFAULT_URL})`;

/** For the help of commands that use a publisher key. */
export const PUBLISHER_ENVIRONMENT = `
Environment:
  WAYPOST_PUBLISHER_KEY  a publisher key. It is never an argument: those end up in the shell's history.
  WAYPOST_ACCOUNT_ID     the account, unless --account names one
  WAYPOST_URL            where the service is (default: ${DEFAULT_URL})`;

/** For the help of the command that makes links to the console. */
export const CONSOLE_ENVIRONMENT = `
Environment:
  WAYPOST_ACCOUNT_ID  the account, unless --account names one
  WAYPOST_URL         where people reach the service, unless --url says it (default: ${DEFAULT_URL})`;

/**
 * Where the service is, from `WAYPOST_URL`, without a slash at the end.
 * @throws UsageError if that is not a URL
 */
export function serviceUrl(env: CommandContext['env']): string {
  const url = env['WAYPOST_URL']?.trim() || DEFAULT_URL;
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) {
    throw new UsageError(`WAYPOST_URL has to be a URL such as ${DEFAULT_URL}, not "${url}"`);
  }
  return url.replace(/\/+$/, '');
}

/** @throws UsageError if the variable holds no key; the message does not show what it holds */
export function keyFrom(env: CommandContext['env'], name: 'WAYPOST_API_KEY' | 'WAYPOST_PUBLISHER_KEY'): string {
  const key = env[name]?.trim();
  if (!key) throw new UsageError(`${name} is not set: put the key into the environment`);
  if (!/^[\x21-\x7e]+$/.test(key)) throw new UsageError(`${name} is not a key`);
  return key;
}
