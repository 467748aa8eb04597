import type { Random } from './random.js';

/** A wandering value in [−1, 1]: a function of the instant alone, without jumps. */
export class SmoothNoise {
  private readonly waves: readonly { readonly periodMs: number; readonly phase: number }[];

  /** `periodMs` is the length of its slowest wave. */
  constructor(random: Random, periodMs: number) {
    this.waves = [1, 0.618, 0.271].map((share) => ({
      periodMs: periodMs * share * random.between(0.9, 1.1),
      phase: random.between(0, 2 * Math.PI),
    }));
  }

  at(ms: number): number {
    const sum = this.waves.reduce(
      (total, { periodMs, phase }) => total + Math.sin((2 * Math.PI * ms) / periodMs + phase),
      0,
    );
    return sum / this.waves.length;
  }
}
