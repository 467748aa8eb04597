import type { ServingCapacity } from './replica.js';

/** What a replica is going through at an instant. Metrics and latencies are both read from it. */
export interface ReplicaState {
  /** Requested work by possible work: above 1 a queue grows. */
  readonly load: number;
  /** Of its GPUs, 0–1. */
  readonly utilization: number;
  /** Requests that wait for their turn. */
  readonly pending: number;
  readonly running: number;
  /** 0–1. */
  readonly kvCacheUsage: number;
  /** 0–1. */
  readonly prefixCacheHitRate: number;
  readonly tokensPerSecond: number;
  /** Utilization as the heat sinks feel it: it follows slowly, 0–1. */
  readonly heat: number;
}

/** Requests beyond this many waiting ones are turned away. */
export const QUEUE_LIMIT = 256;

const HEAT_STEP_SHARE = 0.3;

/**
 * The state one step later. `intensity` (0–1) is how hard the incident hits this replica: its flood of long,
 * ever different documents fills the queue and evicts the shared prefixes from the cache.
 */
export function nextReplicaState(
  before: ReplicaState,
  load: number,
  intensity: number,
  stepSeconds: number,
  { requestsPerSecond, maxRunning, tokensPerSecond }: ServingCapacity,
): ReplicaState {
  const backlog = before.pending + (load - 1) * requestsPerSecond * stepSeconds;
  const pending = Math.min(QUEUE_LIMIT, Math.max(3 * load ** 8, backlog));
  const isBackedUp = pending > QUEUE_LIMIT / 10;
  const busy = isBackedUp ? 1 : Math.min(1, load);
  const utilization = Math.min(1, 0.06 + 0.9 * busy ** 0.85 + 0.1 * intensity);
  return {
    load,
    utilization,
    pending,
    running: maxRunning * Math.min(1, busy ** 1.2),
    kvCacheUsage: Math.min(1, 0.04 + 0.82 * busy ** 1.3 + 0.3 * Math.min(1, (4 * pending) / QUEUE_LIMIT)),
    prefixCacheHitRate: 0.74 - 0.12 * busy - 0.42 * intensity,
    tokensPerSecond: tokensPerSecond * busy * (1 - 0.18 * intensity),
    heat: before.heat + HEAT_STEP_SHARE * (utilization - before.heat),
  };
}

export const RESTING_STATE: ReplicaState = {
  load: 0,
  utilization: 0,
  pending: 0,
  running: 0,
  kvCacheUsage: 0,
  prefixCacheHitRate: 0.74,
  tokensPerSecond: 0,
  heat: 0.2,
};

/** The state between two known ones; `share` runs from 0 (first) to 1 (second). */
export function interpolateStates(first: ReplicaState, second: ReplicaState, share: number): ReplicaState {
  const mix = (key: keyof ReplicaState): number => first[key] + (second[key] - first[key]) * share;
  return {
    load: mix('load'),
    utilization: mix('utilization'),
    pending: mix('pending'),
    running: mix('running'),
    kvCacheUsage: mix('kvCacheUsage'),
    prefixCacheHitRate: mix('prefixCacheHitRate'),
    tokensPerSecond: mix('tokensPerSecond'),
    heat: mix('heat'),
  };
}
