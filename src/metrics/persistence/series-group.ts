/** Series that an answer shows as one. */
export interface SeriesGroup {
  readonly ids: readonly [number, ...number[]];
  /** The JSON text of the labels that they are shown with; null while it has not been read. */
  readonly labels: string | null;
}

/** Numbers as an array parameter, in the text form of PostgreSQL: the driver would take each by itself, which shows at 100,000. */
export function arrayText(numbers: readonly number[]): string {
  return `{${numbers.join(',')}}`;
}

export function idsOf(groups: readonly SeriesGroup[]): number[] {
  return groups.flatMap((group) => group.ids);
}
