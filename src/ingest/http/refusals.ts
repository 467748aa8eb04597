import type { RefusalNote } from '../../common/http/refusal-note.js';

/** What was refused of a request whose other parts are stored. */
export interface Refusals {
  readonly refused: number;
  /** Why, and how many for each reason; and what was left out of parts that are stored. */
  readonly reasons: ReadonlyMap<string, number>;
}

const MAX_REASONS = 5;
const MAX_REASON_CHARACTERS = 300;

/** For the line about the request; undefined where all is stored. */
export function noteOfRefusals(refusals: Refusals): RefusalNote | undefined {
  const { refused, reasons } = refusals;
  return reasons.size === 0 ? undefined : { reason: describeRefusals(refusals), refused };
}

/** The most frequent reasons first. */
export function describeRefusals({ reasons }: Refusals): string {
  const all = [...reasons].sort(([, a], [, b]) => b - a);
  const shown = all
    .slice(0, MAX_REASONS)
    .map(([reason, count]) => `${reason.slice(0, MAX_REASON_CHARACTERS).toWellFormed()} (${count})`);
  const hidden = all.slice(MAX_REASONS).reduce((sum, [, count]) => sum + count, 0);
  return [...shown, ...(hidden > 0 ? [`other reasons (${hidden})`] : [])].join('; ');
}
