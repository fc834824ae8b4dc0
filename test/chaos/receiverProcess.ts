/**
 * A receiver, as a process that may be killed: `receiverProcess.ts <behaviour> <port> <records> <healed> <seed>`. It appends each
 * request to `records` before it answers, what it is about to answer, and a note once it has, so that a kill leaves a true account. As soon as the
 * file `healed` exists it answers 200 at once, whatever its behaviour.
 */
import { existsSync, openSync, writeSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { ATTEMPT_SECONDS, BEHAVIOURS, type Behaviour, type RecordLine } from './receivers.js';
import { createRandom } from './random.js';

const [behaviourName, port, recordsFile = '', healedFile = '', seed] = process.argv.slice(2);
const behaviour = BEHAVIOURS.find((known) => known === behaviourName);
if (!behaviour) throw new Error('usage: receiverProcess.ts <behaviour> <port> <records> <healed> <seed>');

/** A slow answer: in good time or much too late, never so close to the sender's deadline that it could be either. */
const SLOW_MILLIS = { min: 100, max: 900 };
const TOO_LATE_MILLIS = 1_500 * ATTEMPT_SECONDS;
const TOO_LATE_CHANCE = 0.3;
/** The silent receiver: how long it says nothing, out of how long. */
const SILENT_MILLIS = { silent: 15_000, period: 22_000 };

const records = openSync(recordsFile, 'a');
const random = createRandom(Number(seed));
const seen = new Set<string>();
let healed = false;
let count = 0;

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  firstTime: boolean;
  /** Answers, and notes it before. */
  answer(status: number): void;
}

const answers: Record<Behaviour, (exchange: Exchange) => void> = {
  steady: ({ answer }) => {
    answer(200);
  },
  failing: ({ firstTime, answer }) => {
    answer(firstTime ? 500 : 200);
  },
  slow: ({ response, answer }) => {
    const late = random.chance(TOO_LATE_CHANCE);
    const answerAtLast = () => {
      if (!response.destroyed) answer(200);
    };
    setTimeout(answerAtLast, late ? TOO_LATE_MILLIS : random.between(SLOW_MILLIS.min, SLOW_MILLIS.max));
  },
  silent: ({ answer }) => {
    if (Date.now() % SILENT_MILLIS.period > SILENT_MILLIS.silent) answer(200);
  },
  cutting: ({ request, response, answer }) => {
    const choice = random.integer(1, 3);
    if (choice === 1) {
      request.socket.destroy();
    } else if (choice === 2) {
      response.writeHead(200, { 'Content-Length': 100 }).write('half an ans', () => request.socket.destroy());
    } else {
      answer(200);
    }
  },
};

createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { url: path = '', headers } = request;
    const header = (name: string) => String(headers[name] ?? '');
    const receipt = `${process.pid}-${(count += 1)}`;
    const id = header('webhook-id');
    note({
      receipt,
      at: Date.now(),
      path,
      id,
      timestamp: header('webhook-timestamp'),
      signature: header('webhook-signature'),
      body: Buffer.concat(chunks).toString('utf8'),
    });
    response.once('finish', () => {
      note({ receipt, at: Date.now(), status: response.statusCode });
    });
    healed ||= existsSync(healedFile);
    const firstTime = !seen.has(`${path} ${id}`);
    seen.add(`${path} ${id}`);
    const answer = (status: number) => {
      note({ receipt, at: Date.now(), answering: status });
      response.writeHead(status).end();
    };
    answers[healed ? 'steady' : behaviour]({ request, response, firstTime, answer });
  });
}).listen(Number(port), '127.0.0.1');

/** One call of the system, so that a kill leaves a line whole or does not begin it. */
function note(line: RecordLine): void {
  writeSync(records, `${JSON.stringify(line)}\n`);
}
