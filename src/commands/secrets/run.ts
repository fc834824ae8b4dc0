import type { OutputOptions } from '../arguments.js';
import { loadConfig } from '../../config.js';
import { withDatabase } from '../../service/databaseAccess.js';
import { openAnySecretBox } from '../../service/secretKeys.js';
import type { SecretBox } from '../../signing/secretBox.js';
import { generateSecret } from '../../signing/sign.js';
import { prettyJson } from '../../terminal.js';
import { resealSecrets, type Reseal } from '../../webhooks/webhookSecrets.js';
import type { CommandContext } from '../context.js';
import { UsageError } from '../failures.js';

/** The options of `waypost secrets reseal`. */
export interface ResealOptions extends OutputOptions {
  replaceLost?: true;
}

/**
 * Seals with the newest key what another one of the keys sealed, of all webhooks.
 * @throws UsageError at the end, with the ids of the webhooks whose secrets no key opens, unless those are replaced
 */
export async function reseal({ replaceLost, json }: ResealOptions, { env, print }: CommandContext): Promise<void> {
  const config = loadConfig(env);
  const lost = new Set<string>();
  const { checked, resealed } = await withDatabase(config, 'write', async ({ prisma }) => {
    const box = await openAnySecretBox(config);
    return resealSecrets(prisma, resealWith(box, lost, replaceLost ?? false), (progress) => {
      if (!json) print(`${progress.checked} webhooks checked, ${progress.resealed} sealed again`);
    });
  });
  const ids = [...lost];
  if (json) print(prettyJson({ checked, resealed, [replaceLost ? 'replaced' : 'lost']: ids }));
  else print(`done: the secrets of ${resealed} of ${checked} webhooks were sealed with the newest key`);
  if (ids.length === 0) return;
  const list = ids.map((id) => `  ${id}`).join('\n');
  if (!replaceLost) {
    throw new UsageError(`no key of SECRET_KEYS opens the secrets of these webhooks. Add the key that does:\n${list}`);
  }
  if (!json) print(`these webhooks have a new secret, which their receivers need now:\n${list}`);
}

/** @param lost is given the webhooks whose secrets no key opens */
function resealWith(box: SecretBox, lost: Set<string>, replaceLost: boolean): Reseal {
  return (sealed, webhookId) => {
    try {
      return box.isOutdated(sealed) ? box.seal(box.open(sealed, webhookId), webhookId) : null;
    } catch {
      lost.add(webhookId);
      return replaceLost ? box.seal(generateSecret(), webhookId) : null;
    }
  };
}
