import type { Replica, ServingCapacity } from './replica.js';

const GIBIBYTE = 1024 ** 3;

export const GPUS_PER_NODE = 8;
export const GPU_MEMORY_BYTES = 80 * GIBIBYTE;
export const NODE_MEMORY_BYTES = 1024 * GIBIBYTE;
/** The node that the incident hits. */
export const INCIDENT_NODE_ID = 'node-3';

const CAPACITIES = {
  'qwen2.5-72b-instruct': {
    requestsPerSecond: 4,
    tokensPerSecond: 2600,
    decodeTokensPerSecond: 46,
    prefillTokensPerSecond: 6500,
    maxRunning: 96,
    share: 0.92,
    hasKvCache: true,
    gpuMemoryBytes: 71 * GIBIBYTE,
  },
  'llama-3.3-70b-instruct': {
    requestsPerSecond: 4,
    tokensPerSecond: 2700,
    decodeTokensPerSecond: 48,
    prefillTokensPerSecond: 6800,
    maxRunning: 96,
    share: 0.8,
    hasKvCache: true,
    gpuMemoryBytes: 70 * GIBIBYTE,
  },
  'qwen2.5-coder-32b-instruct': {
    requestsPerSecond: 5,
    tokensPerSecond: 2100,
    decodeTokensPerSecond: 62,
    prefillTokensPerSecond: 9000,
    maxRunning: 64,
    share: 0.86,
    hasKvCache: true,
    gpuMemoryBytes: 69 * GIBIBYTE,
  },
  'bge-m3': {
    requestsPerSecond: 220,
    tokensPerSecond: 48_000,
    decodeTokensPerSecond: 48_000,
    prefillTokensPerSecond: 48_000,
    maxRunning: 32,
    share: 0.62,
    hasKvCache: false,
    gpuMemoryBytes: 9 * GIBIBYTE,
  },
} satisfies Record<string, ServingCapacity>;

export type SelfHostedModelUid = keyof typeof CAPACITIES;

function replica(
  modelUid: SelfHostedModelUid,
  replicaId: number,
  nodeId: string,
  gpuIndexes: readonly number[],
): Replica {
  return { modelUid, replicaId: String(replicaId), nodeId, gpuIndexes, capacity: CAPACITIES[modelUid] };
}

/** Four nodes with eight GPUs each, all of them in use. */
export const FLEET: readonly Replica[] = [
  replica('qwen2.5-72b-instruct', 0, 'node-1', [0, 1, 2, 3]),
  replica('qwen2.5-72b-instruct', 1, 'node-1', [4, 5, 6, 7]),
  replica('llama-3.3-70b-instruct', 0, 'node-2', [0, 1, 2, 3]),
  replica('llama-3.3-70b-instruct', 1, 'node-2', [4, 5, 6, 7]),
  replica('qwen2.5-72b-instruct', 2, 'node-3', [0, 1, 2, 3]),
  replica('qwen2.5-coder-32b-instruct', 0, 'node-3', [4, 5]),
  replica('qwen2.5-coder-32b-instruct', 1, 'node-3', [6, 7]),
  replica('llama-3.3-70b-instruct', 2, 'node-4', [0, 1, 2, 3]),
  replica('qwen2.5-coder-32b-instruct', 2, 'node-4', [4, 5]),
  replica('bge-m3', 0, 'node-4', [6]),
  replica('bge-m3', 1, 'node-4', [7]),
];

export const NODE_IDS: readonly string[] = [...new Set(FLEET.map(({ nodeId }) => nodeId))];

export function replicasOf(modelUid: string): readonly Replica[] {
  return FLEET.filter((candidate) => candidate.modelUid === modelUid);
}

export function replicasOn(nodeId: string): readonly Replica[] {
  return FLEET.filter((candidate) => candidate.nodeId === nodeId);
}
