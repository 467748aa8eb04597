import type { BenchOptions } from './cli/options.js';
import type { Line } from './cli/format.js';

export interface Outcome {
  /** For people. */
  readonly lines: readonly Line[];
  /** For programs: what --json prints. */
  readonly figures: object;
}

/** Starts what it needs, measures, and leaves nothing behind. `progress` is told what is going on. */
export type Benchmark = (options: BenchOptions, progress: (text: string) => void) => Promise<Outcome>;
