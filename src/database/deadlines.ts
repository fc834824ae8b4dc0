/**
 * How long the database may take. One that went silent (its host gone, its processes stopped, the network cut) refuses nothing and answers
 * nothing: who waits for it without a deadline waits for ever. A statement waits for a connection and then for its answer, so that its caller
 * hears within 8 s that the database is not available.
 */

/** To open a connection. Short, so that the attempt that is under way when the database returns is soon followed by one that succeeds. */
export const CONNECT_MILLIS = 2_000;

/** To be given a connection of the pool, a new one or one that somebody else has used. */
export const POOL_MILLIS = 3_000;

/** To be answered, after which a connection counts as dead and is thrown away. */
export const ANSWER_MILLIS = 5_000;

/**
 * Before Postgres itself ends a statement, for a lock that it waits for, too: earlier than its caller turns away, or it would go on for nobody,
 * and others like it would join it.
 */
export function statementMillis(answerMillis: number): number {
  return answerMillis - 500;
}

/** The same for statements that may take their time: housekeeping, for which no caller waits. */
export const PATIENT_ANSWER_MILLIS = 600_000;

/**
 * Until an idle connection is first probed by TCP; after ten probes, a second apart, it is closed. Against a firewall that forgets, and a host that is
 * gone.
 */
export const KEEP_ALIVE_MILLIS = 5_000;
