import { Gauge, type Registry } from 'prom-client';
import type { Database } from './client.js';

/** The connections of this process, for Prometheus. */
export function registerConnectionMetrics(registry: Registry, database: Pick<Database, 'connections'>): void {
  new Gauge({
    name: 'waypost_database_connections',
    help: 'Connections of this process to Postgres.',
    labelNames: ['status'],
    registers: [registry],
    collect() {
      for (const [status, count] of Object.entries(database.connections())) this.set({ status }, count);
    },
  });
}
