/** The receivers of a chaos run, and what they have on record. */
import { readFile } from 'node:fs/promises';

/**
 * The deadline of an attempt, after which the sender does not want the answer any more. A lease takes twice that and ten seconds more,
 * which a run waits for after every kill of a worker.
 */
export const ATTEMPT_SECONDS = 2;

/**
 * steady   answers 200 at once
 * failing  answers 500 to what it sees for the first time, and 200 afterwards
 * slow     answers 200 after a while, sometimes after the sender has given up
 * silent   for most of the time accepts requests and never answers
 * cutting  answers, cuts the connection instead, or cuts it in the middle of an answer that began with 200
 */
export const BEHAVIOURS = ['steady', 'failing', 'slow', 'silent', 'cutting'] as const;
export type Behaviour = (typeof BEHAVIOURS)[number];

/** What a receiver writes down: a request with all that is to be checked of it, what it is about to answer, and later that it has. */
export type RecordLine =
  | {
      /** Joins the lines of a request. */
      receipt: string;
      at: number;
      path: string;
      id: string;
      timestamp: string;
      signature: string;
      body: string;
    }
  | { receipt: string; at: number; answering: number }
  | { receipt: string; at: number; status: number };

/** A request that a receiver got. */
export interface Receipt {
  /** When it had arrived, in milliseconds since the epoch. */
  at: number;
  /** The path of the webhook. */
  path: string;
  /** `webhook-id` */
  id: string;
  /** `webhook-timestamp` */
  timestamp: string;
  /** `webhook-signature` */
  signature: string;
  body: string;
  /** When a 2xx was written to the connection in full; null if that never happened. */
  acknowledgedAt: number | null;
  /** Whether one was about to be: should the receiver be killed then, nobody but the sender knows whether it was. */
  acknowledging: boolean;
}

/** All requests of these records, in the order in which they arrived. */
export async function readReceipts(files: readonly string[]): Promise<Receipt[]> {
  const receipts: Receipt[] = [];
  for (const file of files) receipts.push(...parseRecords(await readFile(file, 'utf8')));
  return receipts.sort((a, b) => a.at - b.at);
}

function parseRecords(text: string): Receipt[] {
  const byReceipt = new Map<string, Receipt>();
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const record = JSON.parse(line) as RecordLine;
    if ('body' in record) {
      const { at, path, id, timestamp, signature, body } = record;
      byReceipt.set(record.receipt, {
        at,
        path,
        id,
        timestamp,
        signature,
        body,
        acknowledgedAt: null,
        acknowledging: false,
      });
    } else {
      const receipt = byReceipt.get(record.receipt);
      const status = 'answering' in record ? record.answering : record.status;
      if (!receipt || status < 200 || status > 299) continue;
      if ('answering' in record) receipt.acknowledging = true;
      else receipt.acknowledgedAt = record.at;
    }
  }
  return [...byReceipt.values()];
}
