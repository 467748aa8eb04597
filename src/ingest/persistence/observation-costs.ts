import { Turns } from '../../common/turns.js';
import type { FoldedPatches } from '../domain/fold-patches.js';
import type { PriceLists } from '../domain/price-lists.js';
import { ObservationPricer, type UsedSheet } from '../domain/pricing/observation-pricer.js';
import { isSameText, TokenCounts, type Countable } from '../domain/pricing/token-counts.js';
import type { ObservationFields } from '../domain/telemetry-fields.js';
import type { TokenCounter } from '../domain/token-counter.js';
import { toolUseOf } from '../domain/tool-use.js';
import { derivedCosts, derivedValues } from './derived-columns.js';
import type { Derive, DerivedValues, MergedRow } from './derived-values.js';
import type { RowPatch } from './merged-rows.js';
import { rowKey } from './row-key.js';

/** How long a write waits for counts, which it does before its transaction and between two of them, never within one. */
const COUNT_MS = 3000;
/** So often a write whose merges come to texts that nobody has counted is done again; others change these texts at the same time. */
const MOST_ROUNDS = 3;

/** A merge has come to texts whose tokens are to be counted first: the transaction is to be done again when they are. */
class UncountedError extends Error {
  constructor(readonly texts: readonly Countable[]) {
    super('Texts have not been counted');
  }
}

/** What the observations of one write cost: as they are, for those that are new, and merged with what was there. */
export class ObservationCosts {
  private constructor(
    readonly patches: readonly RowPatch<ObservationFields>[],
    private readonly pricer: ObservationPricer,
    private readonly counts: TokenCounts,
  ) {}

  /**
   * Runs a transaction whose merges are priced by `derive`, which throws where it meets texts that are not counted yet: nobody waits for the
   * locks of a transaction that waits for counts.
   */
  async whileCounting(transaction: (derive: Derive<ObservationFields>) => Promise<void>): Promise<void> {
    for (let round = 1; ; round++) {
      try {
        await transaction(deriveBy(this.pricer, this.counts, round < MOST_ROUNDS));
        return;
      } catch (error) {
        if (!(error instanceof UncountedError)) throw error;
        await this.counts.ask(error.texts);
      }
    }
  }

  /** By which those that are new were priced, and those that were derived until now. */
  get usedSheets(): readonly UsedSheet[] {
    return this.pricer.usedSheets;
  }

  /** @throws UnavailableError */
  static async of(
    { observations }: FoldedPatches,
    lists: PriceLists,
    counter: TokenCounter,
  ): Promise<ObservationCosts> {
    const projectIds = new Set<string>();
    for (const { projectId } of observations.values()) projectIds.add(projectId);
    const pricer = await ObservationPricer.forProjects(projectIds, lists);
    const counts = new TokenCounts(counter, COUNT_MS);
    const entities = [...observations.values()];
    const turns = new Turns();
    const countables: (Countable | null)[] = [];
    for (const { projectId, traceId, id, state } of entities) {
      if (turns.isOver) await turns.next();
      const request = pricer.textToCount(projectId, state.fields);
      countables.push(request && { key: rowKey([projectId, traceId, id]), request });
    }
    await counts.ask(countables.filter((each) => each !== null));
    const patches: RowPatch<ObservationFields>[] = [];
    for (const [index, { projectId, traceId, id, state }] of entities.entries()) {
      if (turns.isOver) await turns.next();
      const countable = countables[index] ?? null;
      const usage = countable && (counts.find(countable) ?? null);
      const derived = derivedOf(pricer, projectId, state.fields, usage);
      patches.push({ keys: [projectId, traceId, id], state, derived });
    }
    return new ObservationCosts(patches, pricer, counts);
  }
}

/**
 * @param counts of texts that have changed; without it, what was counted stays as it is
 * @param areAllCounted whether it throws UncountedError where one of them is missing
 */
export function deriveBy(
  pricer: ObservationPricer,
  counts: TokenCounts | null = null,
  areAllCounted = false,
): Derive<ObservationFields> {
  return async (rows) => {
    const turns = new Turns();
    const uncounted: Countable[] = [];
    const derived: (DerivedValues | null)[] = [];
    for (const row of rows) {
      if (turns.isOver) await turns.next();
      const { keys, stored, after } = row;
      const [projectId = ''] = keys;
      const text = counts && changedText(pricer, row);
      const counted = text && counts.find(text);
      if (text !== null && counted === undefined) uncounted.push(text);
      const usage = counted ?? derivedCosts(stored.derived).estimatedUsage;
      derived.push(derivedOf(pricer, projectId, after.fields, usage));
    }
    if (areAllCounted && uncounted.length > 0) throw new UncountedError(uncounted);
    return derived;
  };
}

/** With the tools of its payloads; of a row that was read without these they stay as they are. */
function derivedOf(
  pricer: ObservationPricer,
  projectId: string,
  fields: Partial<ObservationFields>,
  usage: string | null,
): DerivedValues | null {
  return derivedValues(pricer.derive(projectId, fields, usage), toolUseOf(fields));
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
