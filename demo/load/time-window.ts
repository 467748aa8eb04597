export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** The instants that the demo writes about, in milliseconds since 1970, both ends included. */
export interface TimeWindow {
  readonly from: number;
  readonly until: number;
}

export function isWithin({ from, until }: TimeWindow, ms: number): boolean {
  return ms >= from && ms <= until;
}

/** RFC 3339 in UTC, with milliseconds. */
export function instant(ms: number): string {
  return new Date(ms).toISOString();
}
