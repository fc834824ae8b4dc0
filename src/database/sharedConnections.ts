import type pg from 'pg';
import type { RunQuery } from './sqlRunner.js';

/** Statements under way on each connection before another one is opened. */
const COMFORTABLE = 8;

/** A connection that is checked out of its pool for as long as statements, of several callers, are under way on it. */
interface Lease {
  client: Promise<pg.PoolClient>;
  underWay: number;
  broken: boolean;
  /** Gives it back to the pool. */
  release: () => void;
}

/**
 * Runs statements on few connections that concurrent callers share: they are sent one behind the other, without waiting for
 * answers. A few busy connections cost less than many that are mostly idle, each of which has to be woken for a statement.
 *
 * Only for short statements that only read. They are answered in their order, so that one that waited for a lock, or for
 * the disk at its commit, would hold up all behind it.
 *
 * After an error a connection takes no further statements and is closed when those under way are over; the next caller gets
 * another one. What was under way on a connection that broke fails, as it would on a connection of its own.
 * @param pool of clients with `pipeline: true`
 */
export function shareConnections(pool: pg.Pool): RunQuery {
  const leases = new Set<Lease>();

  function findLease(): Lease {
    let leastBusy: Lease | undefined;
    for (const lease of leases) if (!leastBusy || lease.underWay < leastBusy.underWay) leastBusy = lease;
    if (leastBusy && (leastBusy.underWay < COMFORTABLE || leases.size >= pool.options.max)) return leastBusy;
    const lease = openLease();
    leases.add(lease);
    return lease;
  }

  function openLease(): Lease {
    const client = pool.connect().then((connected) => {
      const onError = () => {
        giveUp(lease);
      };
      connected.on('error', onError); // without a listener the error would end the process
      lease.release = () => {
        connected.off('error', onError);
        connected.release(lease.broken);
      };
      return connected;
    });
    const lease: Lease = { client, underWay: 0, broken: false, release: () => undefined };
    return lease;
  }

  function giveUp(lease: Lease): void {
    lease.broken = true;
    leases.delete(lease);
  }

  return async (query) => {
    const lease = findLease();
    lease.underWay++;
    try {
      const client = await lease.client;
      return await client.query(query);
    } catch (error) {
      giveUp(lease);
      throw error;
    } finally {
      lease.underWay--;
      if (lease.underWay === 0) {
        leases.delete(lease);
        lease.release();
      }
    }
  };
}
