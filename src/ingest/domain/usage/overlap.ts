import { kindOf, type BucketClass } from '../../../common/pricing/bucket-class.js';
import type { Counts } from './usage-shape.js';

type Part = 'read' | 'written' | 'thought';

const PARTS: Readonly<Partial<Record<BucketClass, Part>>> = {
  input_cached: 'read',
  input_cache_creation: 'written',
  input_cache_creation_5m: 'written',
  input_cache_creation_1h: 'written',
  output_reasoning: 'thought',
};

/**
 * Buckets that overlap as the total says: together they are more than it by just what was read from a cache, written to one, thought, or some
 * of these. LiteLLM takes what was read off its input, but not what was written. Then the whole of the side is what is left of it.
 * Null: they do not overlap, or not in such a way.
 */
export function withoutOverlap(counts: Counts): Map<string, number> | null {
  const total = counts.get('total');
  if (total === undefined) return null;
  let overlap = -total;
  for (const [bucket, count] of counts) if (bucket !== 'total') overlap += count;
  if (overlap <= 0) return null;
  const parts = { read: 0, written: 0, thought: 0 };
  for (const [bucket, count] of counts) {
    const part = PARTS[kindOf(bucket).class ?? 'total'];
    if (part !== undefined) parts[part] += count;
  }
  return without(counts, overlap, parts);
}

function without(
  counts: Counts,
  overlap: number,
  { read, written, thought }: Readonly<Record<Part, number>>,
): Map<string, number> | null {
  const input = counts.get('input') ?? 0;
  const output = counts.get('output') ?? 0;
  for (const ofOutput of [0, thought]) {
    const ofInput = overlap - ofOutput;
    const isOfParts = [0, written, read, read + written].includes(ofInput);
    if (isOfParts && ofInput <= input && ofOutput <= output)
      return new Map(counts).set('input', input - ofInput).set('output', output - ofOutput);
  }
  return null;
}
