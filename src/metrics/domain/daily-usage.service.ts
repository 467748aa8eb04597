import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock.js';
import type { Page } from '../../common/page.js';
import { DAY_MS, periodStart } from '../../common/time/split-by-periods.js';
import { timestampFromMs, timestampToMs } from '../../common/time/timestamp.js';
import type { DailyUsage } from './daily-usage.js';
import type { DailyUsageQuery } from './daily-usage-query.js';
import { DailyUsageReader } from './daily-usage.reader.js';

/** How many days (UTC), today among them, are asked for where nobody says from when on. */
const DEFAULT_DAYS = 30;

@Injectable()
export class DailyUsageService {
  constructor(
    private readonly reader: DailyUsageReader,
    private readonly clock: Clock,
  ) {}

  /** Without a beginning: from the start of the day on that makes it 30 days up to the end of the range, or else up to today. */
  find(query: DailyUsageQuery): Promise<Page<DailyUsage>> {
    const { from, to } = query.range;
    return this.reader.find({ ...query, range: { from: from ?? this.defaultFrom(to), to } });
  }

  private defaultFrom(to = timestampFromMs(this.clock.now())): DailyUsageQuery['range']['from'] {
    const firstDayMs = timestampToMs(periodStart(to, DAY_MS)) - (DEFAULT_DAYS - 1) * DAY_MS;
    return timestampFromMs(Math.max(0, firstDayMs));
  }
}
