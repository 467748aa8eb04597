/** What the generations of one model used on a day. Costs in USD. Tokens are exact, however many. */
export interface ModelUsage {
  /** Null: generations that name no model. */
  readonly model: string | null;
  readonly inputTokens: bigint;
  readonly outputTokens: bigint;
  readonly totalTokens: bigint;
  /** Traces with a generation of the model, counted once in each environment in which they have one. */
  readonly traceCount: number;
  readonly observationCount: number;
  readonly totalCost: number;
}

/** What happened on a day (UTC): the traces that began on it, and the observations, of whatever trace, that did. */
export interface DailyUsage {
  /** `2026-01-31` */
  readonly date: string;
  readonly traceCount: number;
  readonly observationCount: number;
  readonly totalCost: number;
  /** Generations only, by descending cost, then by model. */
  readonly usage: readonly ModelUsage[];
}
