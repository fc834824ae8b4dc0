import { Pool, request } from 'undici';
import { benchEvent } from './publish.js';
import type { Stage } from './stage.js';

const CONNECTIONS = 50;
const HEADERS = {
  'content-type': 'application/json',
  'user-agent': 'Waypost/bench',
  'webhook-id': '019b76da-a800-7000-8000-0000000000e1',
  'webhook-timestamp': '1767258001',
  'webhook-signature': 'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
};

/** What sending costs without anything around it: the same bodies to the same receiver, from memory. Sends per second. */
export async function sendFromMemory(stage: Stage, how: 'request' | 'dispatch', millis: number): Promise<number> {
  const body = JSON.stringify({ ...benchEvent(stage), account_id: undefined }); // as the service sends it
  const pool = new Pool(stage.receiver.url, { connections: CONNECTIONS, pipelining: 1 });
  const send =
    how === 'request' ? () => sendByRequest(pool, stage.receiver.url, body) : () => sendByDispatch(pool, body);
  const start = performance.now();
  let count = 0;
  const connection = async () => {
    while (performance.now() < start + millis) {
      await send();
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  const perSecond = count / ((performance.now() - start) / 1_000);
  await pool.destroy();
  return perSecond;
}

async function sendByRequest(dispatcher: Pool, url: string, body: string): Promise<void> {
  const answer = await request(`${url}/reference`, { dispatcher, method: 'POST', headers: HEADERS, body });
  await answer.body.dump();
}

function sendByDispatch(pool: Pool, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    pool.dispatch(
      { method: 'POST', path: '/reference', headers: HEADERS, body },
      {
        onRequestStart: () => undefined,
        onResponseStart: () => undefined,
        onResponseData: () => undefined,
        onResponseEnd: () => {
          resolve();
        },
        onResponseError: (_controller, error) => {
          reject(error);
        },
      },
    );
  });
}
