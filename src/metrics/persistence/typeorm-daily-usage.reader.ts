import { Injectable } from '@nestjs/common';
import type { Page } from '../../common/page.js';
import { DAY_MS, nextPeriod, type Periods } from '../../common/time/split-by-periods.js';
import type { Timestamp } from '../../common/time/timestamp.js';
import { ReadDatabase } from '../../database/read-database.js';
import type { DailyUsage } from '../domain/daily-usage.js';
import type { DailyUsageQuery } from '../domain/daily-usage-query.js';
import { DailyUsageReader } from '../domain/daily-usage.reader.js';
import { countedUsage, hasTraceFilter } from './counted-daily-usage.query.js';
import { coveredDays } from './covered-days.query.js';
import { dailyUsageFromRows } from './daily-usage-rows.js';
import { keptDays, keptUsage } from './kept-daily-usage.query.js';

/** Whole days come from the kept figures. Parts of days, and whatever depends on single traces, are counted. */
@Injectable()
export class TypeOrmDailyUsageReader extends DailyUsageReader {
  constructor(private readonly database: ReadDatabase) {
    super();
  }

  async find(query: DailyUsageQuery): Promise<Page<DailyUsage>> {
    if (hasTraceFilter(query.traces)) {
      const days = dailyUsageFromRows(await countedUsage(this.database, query));
      return { items: pageOf(days, query), totalItems: days.length };
    }
    const { whole, parts } = await coveredDays(this.database, query.projectId, query.range);
    const counted = new Map<string, DailyUsage>();
    for (const range of parts) {
      const [day] = dailyUsageFromRows(await countedUsage(this.database, { ...query, range }));
      if (day !== undefined) counted.set(day.date, day);
    }
    const kept = whole === null ? [] : await keptDays(this.database, query, whole);
    const dates = [...counted.keys(), ...[...kept].map(dateOf)].sort().reverse();
    const wanted = pageOf(dates, query);
    const found = new Map([
      ...(await this.keptOn(
        wanted.filter((date) => !counted.has(date)),
        query,
      )),
      ...counted,
    ]);
    return { items: wanted.flatMap((date) => found.get(date) ?? []), totalItems: dates.length };
  }

  /** @param dates the latest first, of whole days, with none that is wanted in between missing */
  private async keptOn(dates: readonly string[], query: DailyUsageQuery): Promise<Map<string, DailyUsage>> {
    const [latest, earliest] = [dates[0], dates.at(-1)];
    if (latest === undefined || earliest === undefined) return new Map();
    const days: Periods = { from: startOf(earliest), before: nextPeriod(startOf(latest), DAY_MS) };
    const found = dailyUsageFromRows(await keptUsage(this.database, query, days));
    return new Map(found.map((day) => [day.date, day]));
  }
}

function pageOf<T>(all: readonly T[], { page, limit }: DailyUsageQuery): T[] {
  return all.slice((page - 1) * limit, page * limit);
}

function dateOf(day: Timestamp): string {
  return day.slice(0, 10);
}

function startOf(date: string): Timestamp {
  return `${date}T00:00:00.000000Z` as Timestamp;
}
