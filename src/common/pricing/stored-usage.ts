/** Usage has a few hundred; what is longer is not priced. */
export const MAX_USAGE_CHARACTERS = 16_384;

/** The counts of usage that is stored as JSON, by bucket; null where there is too much of it to be looked at. */
export function storedCounts(json: string): ReadonlyMap<string, number> | null {
  return json.length > MAX_USAGE_CHARACTERS ? null : countsOf(json);
}

/** The same, however long it is. */
export function countsOf(json: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [bucket, count] of Object.entries(JSON.parse(json) as Record<string, unknown>))
    if (typeof count === 'number') counts.set(bucket, count);
  return counts;
}
