import type { Counts } from './usage-shape.js';

const NO_COUNTS: Counts = new Map();

/** What was counted on the way in, or on the way out. */
export interface Side {
  /** As the vendor counts it; null where it was not said. */
  readonly whole: number | null;
  /** Counted by a bucket of their own. */
  readonly parts: Counts;
  /** Whether the vendor's whole counts the parts too. */
  readonly includesParts: boolean;
  /** Whatever the vendor counts beside all that. */
  readonly beside?: Counts;
}

/**
 * Buckets that do not overlap: the whole of each side without the parts that it includes, and the parts.
 * Vendors, and those who hand on what vendors say, do not agree on what a whole includes. Where a total was said it decides: if it is not what
 * the vendor's rule makes it, but is by the contrary rule for one side or both, then that rule holds. A whole that is less than its parts does
 * not include them.
 */
export function disjointCounts(input: Side, output: Side, total: number | null): Map<string, number> {
  const sums: Sums = {
    input: sumOf(input.parts),
    output: sumOf(output.parts),
    rest:
      (input.whole ?? 0) +
      (output.whole ?? 0) +
      sumOf(input.beside ?? NO_COUNTS) +
      sumOf(output.beside ?? NO_COUNTS),
  };
  const rule = { input: input.includesParts, output: output.includesParts };
  const said = total === null ? rule : (rulesBy(rule).find((each) => totalBy(each, sums) === total) ?? rule);
  const isSure = total !== null && totalBy(said, sums) === total;
  const counts = new Map<string, number>();
  put(counts, 'input', input, said.input ? sums.input : 0, isSure);
  put(counts, 'output', output, said.output ? sums.output : 0, isSure);
  if (total !== null) counts.set('total', total);
  return counts;
}

interface Sums {
  readonly input: number;
  readonly output: number;
  /** Of the wholes, and of what is counted beside them. */
  readonly rest: number;
}

/** Whether the whole of a side includes its parts. */
interface Rule {
  readonly input: boolean;
  readonly output: boolean;
}

function rulesBy({ input, output }: Rule): readonly Rule[] {
  return [
    { input, output },
    { input, output: !output },
    { input: !input, output },
    { input: !input, output: !output },
  ];
}

function totalBy(rule: Rule, sums: Sums): number {
  return sums.rest + (rule.input ? 0 : sums.input) + (rule.output ? 0 : sums.output);
}

function put(counts: Map<string, number>, name: string, side: Side, included: number, isSure: boolean): void {
  if (side.whole !== null) {
    const left = side.whole - included;
    counts.set(name, left >= 0 ? left : isSure ? 0 : side.whole);
  }
  for (const [bucket, count] of side.parts) counts.set(bucket, count);
  for (const [bucket, count] of side.beside ?? NO_COUNTS) counts.set(bucket, count);
}

export function sumOf(counts: Counts): number {
  let sum = 0;
  for (const count of counts.values()) sum += count;
  return sum;
}
