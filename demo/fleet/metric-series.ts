/** One line of a chart. `valueAt` is called with rising instants, once for each point. */
export interface MetricSeries {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly valueAt: (ms: number) => number;
}

/** Cuts the digits that no sensor has. */
export function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

export function clamped(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
