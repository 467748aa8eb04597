import type { Random } from '../load/random.js';
import type { FleetHistory } from './fleet-history.js';
import { NODE_IDS, NODE_MEMORY_BYTES, replicasOn } from './fleet.js';
import { clamped, rounded, type MetricSeries } from './metric-series.js';
import { QUEUE_LIMIT, type ReplicaState } from './replica-state.js';

/** What a node exporter reports: the processors tokenize and schedule for the GPUs, waiting requests take memory. */
export function nodeSeries(history: FleetHistory, random: Random): MetricSeries[] {
  return NODE_IDS.flatMap((nodeId) => {
    const own = random.fork(nodeId);
    const labels = { node_id: nodeId };
    const meanAt = (ms: number, key: keyof ReplicaState): number => {
      const values = replicasOn(nodeId).map((replica) => history.stateAt(replica, ms)[key]);
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    };
    return [
      {
        name: 'node_cpu_utilization',
        labels,
        valueAt: (ms: number) => {
          const queues = meanAt(ms, 'pending') / QUEUE_LIMIT;
          return rounded(
            clamped(7 + 38 * meanAt(ms, 'utilization') + 35 * queues + 2 * own.normal(), 0, 100),
            1,
          );
        },
      },
      {
        name: 'node_memory_used_bytes',
        labels,
        valueAt: (ms: number) => {
          const queues = meanAt(ms, 'pending') / QUEUE_LIMIT;
          const share = 0.21 + 0.09 * meanAt(ms, 'utilization') + 0.12 * queues + 0.004 * own.next();
          return Math.round(NODE_MEMORY_BYTES * share);
        },
      },
    ];
  });
}
