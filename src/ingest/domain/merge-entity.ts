import { merge } from './merge.js';
import { MergeLimitError } from './merge-limits.js';
import type { MergeRules, MergeState } from './merge-state.js';
import { RejectedDataError } from './rejected-data.error.js';

/** The ids of an entity within its project: of its trace and, for an observation, its own. */
export type EntityIds = readonly string[];

/**
 * Merges what comes into what is known of an entity.
 * @throws RejectedDataError where a field would grow beyond its limit
 */
export function mergeEntity<Fields extends object>(
  rules: MergeRules<Fields>,
  ids: EntityIds,
  known: MergeState<Fields>,
  coming: MergeState<Fields>,
): MergeState<Fields> {
  try {
    return merge(rules, known, coming);
  } catch (error) {
    if (!(error instanceof MergeLimitError)) throw error;
    const { field, problem } = error;
    throw new RejectedDataError(
      `The ${field} of ${nameOf(ids)}, merged with what was sent before, ${problem}`,
    );
  }
}

function nameOf([traceId, id]: EntityIds): string {
  const trace = `trace ${JSON.stringify(traceId)}`;
  return id === undefined ? trace : `observation ${JSON.stringify(id)} of ${trace}`;
}
