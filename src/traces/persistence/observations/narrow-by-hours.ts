import { HOUR_MS, nextPeriod, periodStart } from '../../../common/time/split-by-periods.js';
import { addMicros, type Timestamp } from '../../../common/time/timestamp.js';
import type { ReadDatabase } from '../../../database/read-database.js';
import { keptCountOf, matchingHoursQuery, type KeptCount } from './kept-hours.query.js';
import type { ObservationsAsked, Stretch } from './observation-keys.query.js';

/** From here on it pays to find out first in which hours the stretch lies. */
const MANY_TO_SKIP = 1000;
const HOURS_AT_A_TIME = 2000;
const HOUR_MICROS = HOUR_MS * 1000;

export interface NarrowedStretch {
  readonly asked: ObservationsAsked;
  readonly stretch: Stretch;
}

/**
 * The same stretch within the hours in which it lies, as far as the figures that are kept by the hour can tell; null where nothing matches at
 * all. So an index by start need not be followed through what does not match: a type or an environment that is rare, or was in use long
 * ago, is found as fast as any other, without an index of its own; and what a page far back in the list would skip is never looked at.
 */
export async function narrowByHours(
  database: ReadDatabase,
  asked: ObservationsAsked,
  stretch: Stretch,
): Promise<NarrowedStretch | null> {
  const kept = keptCountOf(asked);
  const { type, environments, level } = asked.filter;
  const isSelective = type !== undefined || environments !== undefined || level !== undefined;
  if (kept === null || !(isSelective || (stretch.skip ?? 0) >= MANY_TO_SKIP)) return { asked, stretch };
  return new HourWalk(database, asked, stretch, kept).narrowed();
}

interface MatchingHour {
  readonly hour: Timestamp;
  readonly count: number;
}

/** Goes through the hours in which anything matches, the latest first, until those that it keeps hold the stretch. */
class HourWalk {
  private readonly from: Timestamp | undefined;
  private readonly before: Timestamp | undefined;
  private skip: number;
  /** Hours that are kept: the first one and the last one so far, and how many observations they are sure to have. */
  private latest: Timestamp | undefined;
  private earliest: Timestamp | undefined;
  private found = 0;

  constructor(
    private readonly database: ReadDatabase,
    private readonly asked: ObservationsAsked,
    private readonly stretch: Stretch,
    private readonly kept: KeptCount,
  ) {
    const { from, before } = asked.filter;
    const after = stretch.after && addMicros(stretch.after.startTime, 1);
    this.from = from;
    this.before =
      before !== undefined && after != null ? earlier(before, after) : (before ?? after ?? undefined);
    this.skip = stretch.skip ?? 0;
  }

  async narrowed(): Promise<NarrowedStretch | null> {
    let before = this.before && periodStart(addMicros(this.before, HOUR_MICROS - 1), HOUR_MS);
    for (;;) {
      const hours = await this.matchingHours(before);
      if (hours.some((hour) => this.take(hour))) break;
      if (hours.length < HOURS_AT_A_TIME) break;
      before = hours.at(-1)?.hour;
    }
    if (this.latest === undefined || this.earliest === undefined) return null;
    const end = nextPeriod(this.latest, HOUR_MS);
    const filter = {
      ...this.asked.filter,
      from: this.from !== undefined && this.from > this.earliest ? this.from : this.earliest,
      before: this.before === undefined ? end : earlier(this.before, end),
    };
    return { asked: { ...this.asked, filter }, stretch: { ...this.stretch, skip: this.skip } };
  }

  /** True when the hours hold the stretch. */
  private take({ hour, count }: MatchingHour): boolean {
    // Of the hours at the ends only a part may be asked for, and nobody knows how many that has.
    const isWhole =
      (this.from === undefined || hour >= this.from) &&
      (this.before === undefined || nextPeriod(hour, HOUR_MS) <= this.before);
    if (this.latest === undefined) {
      if (isWhole && count <= this.skip) {
        this.skip -= count;
        return false;
      }
      this.latest = hour;
    }
    this.earliest = hour;
    if (isWhole) this.found += count;
    return this.found >= this.skip + this.stretch.limit;
  }

  private matchingHours(before: Timestamp | undefined): Promise<MatchingHour[]> {
    const from = this.from && periodStart(this.from, HOUR_MS);
    const { sql, parameters } = matchingHoursQuery(this.asked, { from, before }, this.kept, HOURS_AT_A_TIME);
    return this.database.query<{ hour: Timestamp; count: number }>(sql, parameters);
  }
}

function earlier(a: Timestamp, b: Timestamp): Timestamp {
  return a < b ? a : b;
}
