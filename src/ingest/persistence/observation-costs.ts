import { Turns } from '../../common/turns.js';
import type { FoldedPatches } from '../domain/fold-patches.js';
import type { PriceLists } from '../domain/price-lists.js';
import { ObservationPricer } from '../domain/pricing/observation-pricer.js';
import type { ObservationFields } from '../domain/telemetry-fields.js';
import { derivedCosts, derivedValues } from './derived-cost-columns.js';
import type { Derive, DerivedValues } from './derived-values.js';
import type { RowPatch } from './merged-rows.js';

/** What the observations of one write cost: as they are, for those that are new, and merged with what was there. */
export class ObservationCosts {
  private constructor(
    readonly patches: readonly RowPatch<ObservationFields>[],
    readonly derive: Derive<ObservationFields>,
  ) {}

  /** @throws UnavailableError */
  static async of({ observations }: FoldedPatches, lists: PriceLists): Promise<ObservationCosts> {
    const projectIds = new Set<string>();
    for (const { projectId } of observations.values()) projectIds.add(projectId);
    const pricer = await ObservationPricer.forProjects(projectIds, lists);
    const turns = new Turns();
    const patches: RowPatch<ObservationFields>[] = [];
    for (const { projectId, traceId, id, state } of observations.values()) {
      if (turns.isOver) await turns.next();
      const derived = derivedValues(pricer.derive(projectId, state.fields));
      patches.push({ keys: [projectId, traceId, id], state, derived });
    }
    return new ObservationCosts(patches, deriveBy(pricer));
  }
}

export function deriveBy(pricer: ObservationPricer): Derive<ObservationFields> {
  return async (rows) => {
    const turns = new Turns();
    const derived: (DerivedValues | null)[] = [];
    for (const { keys, stored, after } of rows) {
      if (turns.isOver) await turns.next();
      const [projectId = ''] = keys;
      derived.push(derivedValues(pricer.derive(projectId, after.fields, derivedCosts(stored.derived))));
    }
    return derived;
  };
}
