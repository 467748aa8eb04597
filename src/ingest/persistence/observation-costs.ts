import { Turns } from '../../common/turns.js';
import type { FoldedPatches } from '../domain/fold-patches.js';
import type { PriceLists } from '../domain/price-lists.js';
import { ObservationPricer } from '../domain/pricing/observation-pricer.js';
import { isSameText, TokenCounts, type Countable } from '../domain/pricing/token-counts.js';
import type { ObservationFields } from '../domain/telemetry-fields.js';
import type { TokenCounter } from '../domain/token-counter.js';
import { derivedCosts, derivedValues } from './derived-cost-columns.js';
import type { Derive, DerivedValues, MergedRow } from './derived-values.js';
import type { RowPatch } from './merged-rows.js';
import { rowKey } from './row-key.js';

/** How long a write waits for counts: before its transaction, and within it, where others may wait for its locks. */
const COUNT_NEW_MS = 3000;
const COUNT_MERGED_MS = 1000;

/** What the observations of one write cost: as they are, for those that are new, and merged with what was there. */
export class ObservationCosts {
  private constructor(
    readonly patches: readonly RowPatch<ObservationFields>[],
    readonly derive: Derive<ObservationFields>,
  ) {}

  /** @throws UnavailableError */
  static async of(
    { observations }: FoldedPatches,
    lists: PriceLists,
    counter: TokenCounter,
  ): Promise<ObservationCosts> {
    const projectIds = new Set<string>();
    for (const { projectId } of observations.values()) projectIds.add(projectId);
    const pricer = await ObservationPricer.forProjects(projectIds, lists);
    const counts = new TokenCounts(counter);
    const entities = [...observations.values()];
    const turns = new Turns();
    const countables: (Countable | null)[] = [];
    for (const { projectId, traceId, id, state } of entities) {
      if (turns.isOver) await turns.next();
      const request = pricer.textToCount(projectId, state.fields);
      countables.push(request && { key: rowKey([projectId, traceId, id]), request });
    }
    const counted = await counts.of(countables, COUNT_NEW_MS);
    const patches: RowPatch<ObservationFields>[] = [];
    for (const [index, { projectId, traceId, id, state }] of entities.entries()) {
      if (turns.isOver) await turns.next();
      const derived = derivedValues(pricer.derive(projectId, state.fields, counted[index]));
      patches.push({ keys: [projectId, traceId, id], state, derived });
    }
    return new ObservationCosts(patches, deriveBy(pricer, counts));
  }
}

/** @param counts of texts that have changed; without it, what was counted stays as it is */
export function deriveBy(
  pricer: ObservationPricer,
  counts: TokenCounts | null = null,
): Derive<ObservationFields> {
  return async (rows) => {
    const turns = new Turns();
    const countables: (Countable | null)[] = [];
    for (const row of counts === null ? [] : rows) {
      if (turns.isOver) await turns.next();
      countables.push(changedText(pricer, row));
    }
    const counted = (await counts?.of(countables, COUNT_MERGED_MS)) ?? [];
    const derived: (DerivedValues | null)[] = [];
    for (const [index, { keys, stored, after }] of rows.entries()) {
      if (turns.isOver) await turns.next();
      const [projectId = ''] = keys;
      const usage = counted[index] ?? derivedCosts(stored.derived).estimatedUsage;
      derived.push(derivedValues(pricer.derive(projectId, after.fields, usage)));
    }
    return derived;
  };
}

function changedText(
  pricer: ObservationPricer,
  { keys, stored, after }: MergedRow<ObservationFields>,
): Countable | null {
  const [projectId = ''] = keys;
  const request = pricer.textToCount(projectId, after.fields);
  if (request === null) return null;
  const before =
    derivedCosts(stored.derived).estimatedUsage === null
      ? null
      : pricer.textToCount(projectId, stored.state.fields);
  return before !== null && isSameText(before, request) ? null : { key: rowKey(keys), request };
}
