import { QUEUE_LIMIT, type ReplicaState } from '../fleet/replica-state.js';
import type { Replica } from '../fleet/replica.js';
import type { Random } from '../load/random.js';
import type { Attempt, AttemptSize } from './attempt.js';

/** Clients give up when no token has come for so long. */
const FIRST_TOKEN_TIMEOUT_MS = 45_000;
const FULL_QUEUE_SHARE = 0.97;

/** A request to one replica, in the state that it is in: it queues, then shares the GPUs with the others. */
export function selfHostedAttempt(
  replica: Replica,
  state: ReplicaState,
  size: AttemptSize,
  random: Random,
): Attempt {
  const place = `${replica.modelUid}/${replica.replicaId} on ${replica.nodeId}`;
  if (state.pending >= QUEUE_LIMIT * FULL_QUEUE_SHARE && random.chance(0.6)) {
    return {
      replica,
      durationMs: random.integer(12, 90),
      failure: `503 Service Unavailable: the queue of ${place} is full (${String(QUEUE_LIMIT)} requests waiting)`,
    };
  }
  const { requestsPerSecond, prefillTokensPerSecond, decodeTokensPerSecond } = replica.capacity;
  const queueMs = (state.pending / requestsPerSecond) * 1000 * random.between(0.75, 1.15);
  const uncached = 1 - state.prefixCacheHitRate * 0.8;
  const prefillMs =
    ((size.promptTokens * uncached) / prefillTokensPerSecond) * 1000 * (1 + 2 * state.utilization);
  const firstTokenMs = Math.round(random.logNormal(35, 0.3) + queueMs + prefillMs);
  if (firstTokenMs > FIRST_TOKEN_TIMEOUT_MS) {
    return {
      replica,
      durationMs: FIRST_TOKEN_TIMEOUT_MS + random.integer(1, 60),
      failure: `504 Gateway Timeout: no first token from ${place} within ${String(FIRST_TOKEN_TIMEOUT_MS / 1000)} s`,
    };
  }
  const decodeSpeed = decodeTokensPerSecond * (1 - 0.5 * state.utilization) * random.between(0.88, 1.08);
  const decodeMs = Math.max(1, Math.round((size.completionTokens / decodeSpeed) * 1000));
  return { replica, firstTokenMs, durationMs: firstTokenMs + decodeMs };
}
