import { entityKeyOf, type Patch } from './patch.js';
import { RejectedDataError, type Blame } from './rejected-data.error.js';

/** Entities that would grow beyond a limit: all that were found at once, so that nothing else need be tried to find the next. */
export class UnmergeableError extends RejectedDataError {
  constructor(
    /** Why, by the key of the entity. */
    private readonly problems: ReadonlyMap<string, string>,
    patches: readonly Patch[] = [],
  ) {
    const blamed = new Map<Patch, Blame>();
    for (const patch of patches) {
      const entity = entityKeyOf(patch);
      const message = problems.get(entity);
      if (message !== undefined) blamed.set(patch, { entity, message });
    }
    super([...problems.values()][0] ?? '', { blamed });
  }

  /** The same, said of what was to be written. */
  blaming(patches: readonly Patch[]): UnmergeableError {
    return new UnmergeableError(this.problems, patches);
  }
}
