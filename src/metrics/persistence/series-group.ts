/** Series that an answer shows as one. */
export interface SeriesGroup {
  readonly ids: readonly [number, ...number[]];
  /** The JSON text of the labels that they are shown with; null while it has not been read. */
  readonly labels: string | null;
}

export function idsOf(groups: readonly SeriesGroup[]): number[] {
  return groups.flatMap((group) => group.ids);
}
