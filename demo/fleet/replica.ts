/** What a model server can do when it has its GPUs to itself. */
export interface ServingCapacity {
  readonly requestsPerSecond: number;
  /** All requests together. */
  readonly tokensPerSecond: number;
  /** One request, with few others beside it. */
  readonly decodeTokensPerSecond: number;
  readonly prefillTokensPerSecond: number;
  readonly maxRunning: number;
  /** Share of the day's demand that reaches one replica of this model. */
  readonly share: number;
  /** False for models without a token cache (embeddings). */
  readonly hasKvCache: boolean;
  /** Weights and reserved cache on each of its GPUs. */
  readonly gpuMemoryBytes: number;
}

/** One running copy of a self-hosted model. */
export interface Replica {
  readonly modelUid: string;
  readonly replicaId: string;
  readonly nodeId: string;
  readonly gpuIndexes: readonly number[];
  readonly capacity: ServingCapacity;
}
