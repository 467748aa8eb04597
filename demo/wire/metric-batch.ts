export interface MetricPoint {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
  /** RFC 3339 in UTC. */
  readonly timestamp: string;
}

/** The body of one `POST /v1/metrics/batch`. */
export interface MetricBatch {
  readonly metrics: readonly MetricPoint[];
}
