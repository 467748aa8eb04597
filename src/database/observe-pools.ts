import type { DataSource } from 'typeorm';
import type { ServerMetrics } from '../common/monitoring/server-metrics.js';

/** What is known of the driver's pool. */
interface DriverPool {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
}

/** Connections that are open, in use and waited for. */
export function observePools(
  metrics: ServerMetrics,
  pools: Readonly<Record<'read' | 'write', DataSource>>,
): void {
  for (const name of ['read', 'write'] as const) {
    const read = (figure: (pool: DriverPool) => number): number => {
      const pool = (pools[name].driver as unknown as { master?: DriverPool }).master;
      return pool === undefined ? 0 : figure(pool);
    };
    const gauge = `xtrace_pool_${name}`;
    metrics.gauge(`${gauge}_connections`, `Open connections that ${name}.`, () =>
      read((pool) => pool.totalCount),
    );
    metrics.gauge(`${gauge}_busy`, `Connections that ${name} at the moment.`, () =>
      read((pool) => pool.totalCount - pool.idleCount),
    );
    metrics.gauge(`${gauge}_waiting`, `Requests that wait for a connection to ${name}.`, () =>
      read((pool) => pool.waitingCount),
    );
  }
}
