import type { DayLoad } from '../load/day-load.js';
import type { Random } from '../load/random.js';
import { MINUTE_MS, type TimeWindow } from '../load/time-window.js';

/** Instants at which users come: the busier the day, the more of them. */
export class Arrivals {
  private readonly cumulative: readonly number[];

  constructor(
    private readonly window: TimeWindow,
    load: DayLoad,
  ) {
    let total = 0;
    const cumulative: number[] = [];
    for (let ms = window.from; ms < window.until; ms += MINUTE_MS) {
      total += load.at(ms);
      cumulative.push(total);
    }
    this.cumulative = cumulative;
  }

  draw(random: Random): number {
    const { from, until } = this.window;
    const wanted = random.next() * (this.cumulative.at(-1) ?? 0);
    const minute = this.firstAbove(wanted);
    return Math.min(until, Math.floor(from + (minute + random.next()) * MINUTE_MS));
  }

  private firstAbove(wanted: number): number {
    let low = 0;
    let high = this.cumulative.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.cumulative[middle] ?? 0) > wanted) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
