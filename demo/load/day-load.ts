import type { Random } from './random.js';
import { SmoothNoise } from './smooth-noise.js';
import { DAY_MS, HOUR_MS } from './time-window.js';

const NIGHT = 0.16;
const PEAKS = [
  { hour: 10, height: 0.68, widthHours: 2.1 },
  { hour: 15.5, height: 0.78, widthHours: 2.4 },
];
const WANDER = 0.05;

/**
 * How busy the product is at an instant, between 0 and 1: quiet nights, one peak before and a higher one after
 * noon (UTC). Everything else, traffic and metrics alike, follows from it.
 */
export class DayLoad {
  private readonly noise: SmoothNoise;

  constructor(random: Random) {
    this.noise = new SmoothNoise(random, 3 * HOUR_MS);
  }

  at(ms: number): number {
    const hour = (((ms % DAY_MS) + DAY_MS) % DAY_MS) / HOUR_MS;
    const shape = PEAKS.reduce(
      (sum, peak) => sum + peak.height * bell(hoursApart(hour, peak.hour) / peak.widthHours),
      NIGHT,
    );
    return Math.min(1, Math.max(0, shape * (1 + WANDER * this.noise.at(ms))));
  }
}

function bell(x: number): number {
  return Math.exp(-(x * x) / 2);
}

/** Around the clock: from 23 to 1 it is two hours. */
function hoursApart(hour: number, other: number): number {
  const apart = Math.abs(hour - other);
  return Math.min(apart, 24 - apart);
}
