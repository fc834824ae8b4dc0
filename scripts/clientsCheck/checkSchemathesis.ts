/**
 * Schemathesis tries what the contracts allow, and what they do not, against the running service: nothing may be answered with a 5xx or otherwise than
 * the contract says, what is valid has to be accepted and what is not, refused. What no schema can say is named in test/clients/schemathesis/hooks.py.
 */
import { DOCUMENTS, type DocumentName } from './languages.js';
import { call, startService, type Service } from './service.js';
import type { Place } from './shells.js';
import { step, type Check } from './steps.js';
import type { Cell, Row } from './table.js';
import { bring, prepareWorkspace } from './workspace.js';

export const SCHEMATHESIS = 'schemathesis';

const VERSION = '4.32.5';
const HOOKS = 'test/clients/schemathesis/hooks.py';
const INSTALLATION = {
  name: SCHEMATHESIS,
  needs: ['python3'],
  files: [],
  install: ['python3 -m venv .venv', '. .venv/bin/activate', `pip install --quiet schemathesis==${VERSION}`],
};
const SEED = 20_260_101;
/** Of each operation, in its longest phase. */
const CASES = 200;
/** Fewer than this, of all phases, is no trial of a document. */
const LEAST_CASES = 400;

/** @returns a row for each document */
export async function checkWithSchemathesis(check: Check): Promise<Row[]> {
  let place: Place | undefined;
  const installed = await step(check, `Schemathesis ${VERSION}: install`, async () => {
    place = await prepareWorkspace(check.shells, INSTALLATION, {});
    await bring(place, HOOKS);
    return 'done';
  });
  const rows: Row[] = [];
  for (const document of DOCUMENTS) {
    const title = `Schemathesis ${VERSION}: ${document}`;
    const cell = place ? await tryDocument(check, title, document, place) : installed;
    rows.push({ title, cells: [{ state: 'none' }, { state: 'none' }, cell] });
  }
  return rows;
}

async function tryDocument(check: Check, title: string, document: DocumentName, { folder, env }: Place): Promise<Cell> {
  return step(check, title, async () => {
    // It disables and deletes whatever accounts it finds.
    const service = document === 'platform' ? await startService() : check.service;
    try {
      const variables = await variablesFor(service, document);
      return casesOf(await check.shells.run([commandFor(document)], { folder, env: { ...env, ...variables } }));
    } finally {
      if (service !== check.service) await service.stop();
    }
  });
}

/** One worker, or the order of cases would be another each time. */
function commandFor(document: DocumentName): string {
  return [
    `schemathesis run $WAYPOST_URL/openapi/${document}.json --url $WAYPOST_URL --header "Authorization: Bearer $WAYPOST_KEY"`,
    `--seed ${SEED} --max-examples ${CASES} --workers 1 --generation-database none --continue-on-failure`,
    '--exclude-checks positive_data_acceptance', // for which hooks.py has a check that knows the reasons
  ].join(' ');
}

/**
 * What a run without failures says that it has done.
 * @throws Error if it warns, as it does where it tested nothing but 404s, or if it tried hardly anything
 */
export function casesOf(output: string): string {
  const [, warnings] = /^Warnings:\n([^]*?)\n\n/m.exec(output) ?? [];
  if (warnings !== undefined) throw new Error(`it warns\n${warnings}`);
  const [, generated, passed] = /^ +(\d+) generated, (\d+) passed/m.exec(output) ?? [];
  if (generated === undefined || generated !== passed || Number(generated) < LEAST_CASES) {
    throw new Error(`fewer than ${LEAST_CASES} cases passed\n${output}`);
  }
  return `${generated} cases`;
}

function keyFor(document: DocumentName, { publisherKey, operatorKey }: Service, accountKey: string): string {
  if (document === 'platform') return operatorKey;
  return document === 'events' ? publisherKey : accountKey;
}

/** An account of its own for each document, with a webhook that receives nothing, and a delivery of it. */
async function variablesFor(service: Service, document: DocumentName): Promise<Record<string, string>> {
  const { id: accountId, apiKey } = await service.createAccount(`Schemathesis, ${document}`);
  const { webhook } = (await call(service, apiKey, ['POST', '/webhooks'], {
    webhook_url: 'http://127.0.0.1:9/', // the port of what discards everything: nobody listens there
    events: ['ROUTE_STARTED'],
    dc_ids: ['1'],
  })) as { webhook: { id: string } };
  await call(service, service.publisherKey, ['POST', '/events'], {
    events: [{ account_id: accountId, event: 'ROUTE_STARTED', dc_id: '1', route_id: 'R-1001' }],
  });
  const { deliveries } = (await call(service, apiKey, ['GET', `/webhooks/${webhook.id}/deliveries`])) as {
    deliveries: { id: string }[];
  };
  return {
    WAYPOST_URL: service.url,
    WAYPOST_KEY: keyFor(document, service, apiKey),
    WAYPOST_ACCOUNT_ID: accountId,
    WAYPOST_WEBHOOK_ID: webhook.id,
    WAYPOST_DELIVERY_ID: deliveries[0]?.id ?? '',
    SCHEMATHESIS_HOOKS: 'hooks',
    PYTHONPATH: '.',
  };
}
