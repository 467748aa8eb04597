import type { Random } from '../load/random.js';
import type { FleetHistory } from './fleet-history.js';
import { FLEET } from './fleet.js';
import { clamped, rounded, type MetricSeries } from './metric-series.js';
import { QUEUE_LIMIT } from './replica-state.js';
import type { Replica } from './replica.js';

/** What the model servers report of themselves, and what a router or scheduler decides by. */
export function modelServerSeries(history: FleetHistory, random: Random): MetricSeries[] {
  return FLEET.flatMap((replica) => {
    const own = random.fork(`${replica.modelUid}/${replica.replicaId}`);
    const queues = queueSeries(history, replica, own);
    return replica.capacity.hasKvCache ? [...queues, ...cacheSeries(history, replica, own)] : queues;
  });
}

function labelsOf(replica: Replica): Record<string, string> {
  return { model_uid: replica.modelUid, replica_id: replica.replicaId, node_id: replica.nodeId };
}

function queueSeries(history: FleetHistory, replica: Replica, random: Random): MetricSeries[] {
  const labels = labelsOf(replica);
  return [
    {
      name: 'pending_requests',
      labels,
      valueAt: (ms) =>
        Math.round(
          clamped(history.stateAt(replica, ms).pending * random.between(0.94, 1.06), 0, QUEUE_LIMIT),
        ),
    },
    {
      name: 'running_requests',
      labels,
      valueAt: (ms) => {
        const running = history.stateAt(replica, ms).running * random.between(0.9, 1.1);
        return Math.round(clamped(running, 0, replica.capacity.maxRunning));
      },
    },
    {
      name: 'tokens_per_second',
      labels,
      valueAt: (ms) => rounded(history.stateAt(replica, ms).tokensPerSecond * random.between(0.93, 1.07), 1),
    },
  ];
}

function cacheSeries(history: FleetHistory, replica: Replica, random: Random): MetricSeries[] {
  const labels = labelsOf(replica);
  return [
    {
      name: 'kv_cache_usage',
      labels,
      valueAt: (ms) => {
        const usage = history.stateAt(replica, ms).kvCacheUsage;
        return rounded(clamped(usage + 0.02 * (1 - usage) * random.normal(), 0, 1), 4);
      },
    },
    {
      name: 'prefix_cache_hit_rate',
      labels,
      valueAt: (ms) => {
        const rate = history.stateAt(replica, ms).prefixCacheHitRate;
        return rounded(clamped(rate + 0.02 * random.normal(), 0, 1), 4);
      },
    },
  ];
}
