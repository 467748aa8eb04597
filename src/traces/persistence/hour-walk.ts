import { HOUR_MS, nextPeriod, periodStart, type Periods } from '../../common/time/split-by-periods.js';
import { addMicros, type Timestamp } from '../../common/time/timestamp.js';

/** From here on it pays to find out first in which hours a stretch lies. */
export const MANY_TO_SKIP = 1000;

const FIRST_HOURS = 50;
const MOST_HOURS = 2000;
const HOUR_MICROS = HOUR_MS * 1000;

export interface MatchingHour {
  readonly hour: Timestamp;
  readonly count: number;
}

/** In which hours anything matches, and how much, the latest first, so many at most. */
export type MatchingHours = (hours: Periods, limit: number) => Promise<MatchingHour[]>;

/** A stretch of a list whose latest comes first. */
export interface TimeStretch {
  readonly from?: Timestamp | undefined;
  readonly before?: Timestamp | undefined;
  readonly skip: number;
  readonly limit: number;
}

/** From the beginning of an hour to before that of another. */
export interface HourSpan {
  readonly from: Timestamp;
  readonly before: Timestamp;
}

export interface NarrowedStretch extends TimeStretch {
  /** Nothing that matches is earlier. */
  readonly isLast: boolean;
  /** The hours themselves, the latest first; those that follow each other as one. */
  readonly spans: readonly HourSpan[];
}

/**
 * The same stretch between narrower instants: the hours in which it lies, as far as figures that are kept by the hour can tell; null
 * where nothing matches at all.
 */
export function narrowedToHours(
  stretch: TimeStretch,
  matching: MatchingHours,
): Promise<NarrowedStretch | null> {
  return new HourWalk(stretch, matching).narrowed();
}

/** Goes through the hours in which anything matches, the latest first, until those that it keeps hold the stretch. */
class HourWalk {
  private skip: number;
  /** Hours that are kept: the first one and the last one so far, and how many rows they are sure to have. */
  private latest: Timestamp | undefined;
  private earliest: Timestamp | undefined;
  private found = 0;
  private readonly spans: HourSpan[] = [];

  constructor(
    private readonly stretch: TimeStretch,
    private readonly matching: MatchingHours,
  ) {
    this.skip = stretch.skip;
  }

  async narrowed(): Promise<NarrowedStretch | null> {
    const { from, before, limit } = this.stretch;
    const firstHour = from && periodStart(from, HOUR_MS);
    let end = before && periodStart(addMicros(before, HOUR_MICROS - 1), HOUR_MS);
    let isLast = false;
    // Mostly the latest hours are enough.
    for (let atMost = FIRST_HOURS; ; atMost = MOST_HOURS) {
      const hours = await this.matching({ from: firstHour, before: end }, atMost);
      if (hours.some((hour) => this.take(hour))) break;
      isLast = hours.length < atMost;
      if (isLast) break;
      end = hours.at(-1)?.hour;
    }
    if (this.latest === undefined || this.earliest === undefined) return null;
    const afterLatest = nextPeriod(this.latest, HOUR_MS);
    return {
      from: from !== undefined && from > this.earliest ? from : this.earliest,
      before: before !== undefined && before < afterLatest ? before : afterLatest,
      skip: this.skip,
      limit,
      isLast,
      spans: this.spans,
    };
  }

  /** True when the hours hold the stretch. */
  private take({ hour, count }: MatchingHour): boolean {
    const { from, before, limit } = this.stretch;
    // Of the hours at the ends only a part may be asked for, and nobody knows how many that has.
    const isWhole =
      (from === undefined || hour >= from) && (before === undefined || nextPeriod(hour, HOUR_MS) <= before);
    if (this.latest === undefined) {
      if (isWhole && count <= this.skip) {
        this.skip -= count;
        return false;
      }
      this.latest = hour;
    }
    this.earliest = hour;
    this.keep(hour);
    if (isWhole) this.found += count;
    return this.found >= this.skip + limit;
  }

  private keep(hour: Timestamp): void {
    const end = nextPeriod(hour, HOUR_MS);
    const last = this.spans.at(-1);
    if (last?.from === end) this.spans.splice(-1, 1, { from: hour, before: last.before });
    else this.spans.push({ from: hour, before: end });
  }
}
