import { v7 as uuidv7 } from 'uuid';
import { generateSecret } from '../../src/signing/sign.js';
import { MATCHES, type Stage } from '../delivery/stage.js';
import { formatCount } from '../support/table.js';

interface Registration {
  accounts: number;
  webhooksPerAccount: number;
}

/** Webhooks per statement. */
const PART = 1_000;

/**
 * Makes accounts with webhooks that lead to the stage's receiver, of which three match an event of the benchmark. By SQL, since the API would
 * take minutes for a hundred thousand: the database counts them and notes what matches, whoever inserts. Says how far it is.
 * @returns the accounts' ids
 */
export async function addWebhooks(
  { database, receiver, secretBox }: Stage,
  { accounts, webhooksPerAccount }: Registration,
): Promise<string[]> {
  const { patientSql } = database;
  const accountIds = Array.from({ length: accounts }, () => uuidv7());
  await patientSql.query(ACCOUNTS, [accountIds, webhooksPerAccount]);
  const webhooks = accounts * webhooksPerAccount;
  for (let from = 0; from < webhooks; from += PART) {
    const places = Array.from({ length: Math.min(PART, webhooks - from) }, (_, i) => from + i);
    const ids = places.map(() => uuidv7());
    await patientSql.query(WEBHOOKS, [
      ids,
      places.map((place) => accountIds[Math.floor(place / webhooksPerAccount)]),
      places.map((place) => `${receiver.url}/${place}`),
      places.map((place) => (place % webhooksPerAccount < MATCHES ? 'bench' : 'elsewhere')),
      ids.map((id) => secretBox.seal(generateSecret(), id)),
    ]);
    const made = from + places.length;
    if (made % (10 * PART) === 0 && made < webhooks)
      console.log(`  ${formatCount(made)} of ${formatCount(webhooks)} webhooks`);
  }
  await patientSql.query('VACUUM (ANALYZE) accounts, webhooks, webhook_matches'); // as autovacuum would have long done
  return accountIds;
}

const ACCOUNTS = `
  INSERT INTO accounts (id, name, webhook_limit) SELECT id, 'bench', $2::int FROM unnest($1::uuid[]) id`;

const WEBHOOKS = `
  INSERT INTO webhooks (id, account_id, url, events, dc_ids, sealed_secret)
  SELECT id, account_id, url, ARRAY['ROUTE_CREATED'], ARRAY[dc_id], sealed_secret
  FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::bytea[]) AS input (id, account_id, url, dc_id, sealed_secret)`;
