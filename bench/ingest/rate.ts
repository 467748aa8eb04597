import type { CpuUse, Measured } from '../measure/stopwatch.js';

/** How fast rows became durable, and what each cost. */
export interface Rate {
  readonly rows: number;
  readonly perSecond: number;
  /** Shares of one processor. */
  readonly cpu: CpuUse;
}

export function rateOf({ seconds, cpu }: Measured<unknown>, rows: number): Rate {
  return {
    rows,
    perSecond: rows / seconds,
    cpu: {
      server: cpu.server / seconds,
      postgres: cpu.postgres / seconds,
      client: cpu.client / seconds,
    },
  };
}
