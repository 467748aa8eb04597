import type { ModelPrice } from '../../common/pricing/model-price.js';
import { patternSize } from '../../common/pricing/pattern-size.js';

/** How much a project may have. */
export interface ModelRoom {
  readonly models: number;
  /** Of all patterns together, in instructions. */
  readonly patternSize: number;
}

/**
 * All models of a project are held in memory, and each new name of a model or bucket is looked for in all patterns: so many instructions take
 * a tenth to a fifth of a second for the longest name, if they are made to take long. Patterns as people write them have about forty.
 */
export const MODEL_ROOM: ModelRoom = { models: 1000, patternSize: 20_000 };

/** All patterns of a model: for its name, and for buckets of usage. */
export function patternsOf({ matchPattern, tiers }: ModelPrice): string[] {
  const ofUsage = tiers.flatMap(({ conditions }) =>
    conditions.flatMap((condition) => ('source' in condition ? [] : [condition.usageDetailPattern])),
  );
  return [matchPattern, ...ofUsage];
}

export function sizeOf(patterns: readonly string[]): number {
  return patterns.reduce((sum, pattern) => sum + patternSize(pattern), 0);
}
