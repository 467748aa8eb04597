import { kindOf, type BucketClass } from '../../../common/pricing/bucket-class.js';
import type { Counts } from './usage-shape.js';

const READ: ReadonlySet<BucketClass | null> = new Set<BucketClass>(['input_cached']);
const WRITTEN: ReadonlySet<BucketClass | null> = new Set<BucketClass>([
  'input_cache_creation',
  'input_cache_creation_5m',
  'input_cache_creation_1h',
]);

/**
 * Buckets that overlap as the total says: together they are more than it by just what all parts of a side count, or what was written to a
 * cache alone, or read from one. Then the whole of the side is what is left of it. Langfuse's first wrapper of OpenAI's SDK for JavaScript
 * takes no part off; LiteLLM takes off its input what was read, but not what was written.
 * Null: they do not overlap, or not in such a way.
 */
export function withoutOverlap(counts: Counts): Map<string, number> | null {
  const total = counts.get('total');
  if (total === undefined) return null;
  let overlap = -total;
  for (const [bucket, count] of counts) if (bucket !== 'total') overlap += count;
  return overlap > 0 ? without(counts, overlap, partsOf(counts)) : null;
}

interface Parts {
  input: number;
  /** Of the input. */
  read: number;
  written: number;
  output: number;
}

function partsOf(counts: Counts): Parts {
  const parts = { input: 0, read: 0, written: 0, output: 0 };
  for (const [bucket, count] of counts) {
    const { side, class: kind } = kindOf(bucket);
    if (side === null || bucket === side) continue;
    parts[side] += count;
    if (READ.has(kind)) parts.read += count;
    if (WRITTEN.has(kind)) parts.written += count;
  }
  return parts;
}

function without(counts: Counts, overlap: number, parts: Parts): Map<string, number> | null {
  const input = counts.get('input') ?? 0;
  const output = counts.get('output') ?? 0;
  for (const ofOutput of [0, parts.output]) {
    const ofInput = overlap - ofOutput;
    const isOfParts = [0, parts.written, parts.read, parts.input].includes(ofInput);
    if (!isOfParts || ofInput > input || ofOutput > output) continue;
    const apart = new Map(counts);
    if (ofInput > 0) apart.set('input', input - ofInput);
    if (ofOutput > 0) apart.set('output', output - ofOutput);
    return apart;
  }
  return null;
}
