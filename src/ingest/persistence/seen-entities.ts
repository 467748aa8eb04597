import { LRUCache } from 'lru-cache';
import type { FoldedPatches } from '../domain/fold-patches.js';

const MAX_TRACES = 20_000;
const MAX_OBSERVATIONS = 20_000;

/** What was written of late: more for it is to be merged. What is there and missing here costs one attempt in vain. */
export class SeenEntities {
  private readonly traces = new LRUCache<string, true>({ max: MAX_TRACES });
  private readonly observations = new LRUCache<string, true>({ max: MAX_OBSERVATIONS });

  add({ traces, observations }: FoldedPatches): void {
    for (const key of traces.keys()) this.traces.set(key, true);
    for (const key of observations.keys()) this.observations.set(key, true);
  }

  hasTrace({ traces }: FoldedPatches): boolean {
    for (const key of traces.keys()) if (this.traces.has(key)) return true;
    return false;
  }

  /** Whether none of the observations was seen or, where there are none, none of the traces. */
  mayBeNew(folded: FoldedPatches): boolean {
    if (folded.observations.size === 0) return folded.traces.size > 0 && !this.hasTrace(folded);
    for (const key of folded.observations.keys()) if (this.observations.has(key)) return false;
    return true;
  }
}
