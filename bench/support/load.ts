import { Pool, type Dispatcher } from 'undici';

/** One request of a load. */
export interface LoadRequest {
  method: 'GET' | 'POST' | 'PATCH';
  path: string;
  headers: Record<string, string>;
  body?: string;
}

/** What a server did under a load. */
export interface LoadResult {
  /** All of them, those of the warm-up included. */
  requests: number;
  requestsPerSecond: number;
  /** From a request's dispatch to the end of its answer. */
  latencyMillis: number[];
}

interface LoadOptions {
  url: string;
  /** Each connection has one request under way at any time, and sends the next as soon as that is answered. */
  connections: number;
  /** Not measured: connections open, code becomes warm. */
  warmUpMillis: number;
  measureMillis: number;
  /** Makes the next request; `count` is the number of requests before it. */
  nextRequest: (count: number) => LoadRequest;
}

/**
 * Puts a closed-loop load on a server, from this process: `dispatch`, undici's cheapest interface, since the generator shares
 * the processor with what it measures.
 * @throws Error as soon as an answer is not a 200: a fast refusal is no result
 */
export async function runLoad(options: LoadOptions): Promise<LoadResult> {
  const { url, connections, warmUpMillis, measureMillis, nextRequest } = options;
  const pool = new Pool(url, { connections, pipelining: 1 });
  const latencyMillis: number[] = [];
  const start = performance.now() + warmUpMillis;
  const end = start + measureMillis;
  let count = 0;

  const connection = async () => {
    for (;;) {
      const sentAt = performance.now();
      if (sentAt >= end) return;
      await send(pool, nextRequest(count++));
      const answeredAt = performance.now();
      // What counts is what was answered within the time, whenever it was sent.
      if (answeredAt >= start && answeredAt < end) latencyMillis.push(answeredAt - sentAt);
    }
  };
  try {
    await Promise.all(Array.from({ length: connections }, connection));
  } finally {
    await pool.destroy();
  }
  return { requests: count, requestsPerSecond: latencyMillis.length / (measureMillis / 1_000), latencyMillis };
}

/** Resolves when the answer is complete; its body is not kept. */
function send(pool: Pool, { method, path, headers, body }: LoadRequest): Promise<void> {
  return new Promise((resolve, reject) => {
    const options: Dispatcher.DispatchOptions = { method, path, headers, body: body ?? null };
    let status = 0;
    pool.dispatch(options, {
      onRequestStart: () => undefined,
      onResponseStart: (_controller, statusCode) => {
        status = statusCode;
      },
      onResponseData: () => undefined,
      onResponseEnd: () => {
        if (status === 200) resolve();
        else reject(new Error(`${method} ${path} was answered with ${status}.`));
      },
      onResponseError: (_controller, error) => {
        reject(error);
      },
    });
  });
}
