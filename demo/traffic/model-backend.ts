import type { FleetHistory } from '../fleet/fleet-history.js';
import { replicasOf } from '../fleet/fleet.js';
import type { Replica } from '../fleet/replica.js';
import type { DayLoad } from '../load/day-load.js';
import type { Random } from '../load/random.js';
import type { Attempt, AttemptSize } from './attempt.js';
import { hostedAttempt } from './hosted-attempt.js';
import type { Model } from './model.js';
import { selfHostedAttempt } from './self-hosted-attempt.js';

const WARM_WEIGHT = 2;

/** How a request may be routed. */
export interface Routing {
  /** A replica that just failed: go elsewhere if the caller is not bound to a node. */
  readonly avoid?: Replica;
  /** The caller is bound to this node if the model runs there. */
  readonly pinnedNodeId?: string;
}

/** Answers requests to models as the providers and the own fleet would have at that instant. */
export class ModelBackend {
  constructor(
    private readonly history: FleetHistory,
    private readonly load: DayLoad,
    private readonly warmNodeId: string,
  ) {}

  attempt(model: Model, size: AttemptSize, ms: number, routing: Routing, random: Random): Attempt {
    if (model.hosted !== null) return hostedAttempt(model.name, model.hosted, size, this.load.at(ms), random);
    const replica = route(replicasOf(model.name), routing, this.warmNodeId, random);
    return selfHostedAttempt(replica, this.history.stateAt(replica, ms), size, random);
  }
}

/**
 * The router goes by warm prefixes, not by short queues, and most of them are on the node of the incident. That is what
 * makes the incident hurt.
 */
function route(
  replicas: readonly Replica[],
  { avoid, pinnedNodeId }: Routing,
  warmNodeId: string,
  random: Random,
): Replica {
  const pinned = replicas.filter(({ nodeId }) => nodeId === pinnedNodeId);
  if (pinned.length > 0) return random.pick(pinned);
  const elsewhere = replicas.filter(({ nodeId }) => nodeId !== avoid?.nodeId);
  const candidates = elsewhere.length > 0 ? elsewhere : replicas;
  return random.pickWeighted(
    candidates.map((replica) => [replica, replica.nodeId === warmNodeId ? WARM_WEIGHT : 1]),
  );
}
