/** A model that generates or embeds. Prices are USD per million tokens. */
export interface Model {
  readonly name: string;
  readonly inputPrice: number;
  readonly outputPrice: number;
  /** Null: it runs on the own fleet, and its latencies follow from the load there. */
  readonly hosted: HostedSpeed | null;
}

/** How fast a provider's endpoint answers. */
export interface HostedSpeed {
  readonly firstTokenMs: number;
  readonly tokensPerSecond: number;
}
