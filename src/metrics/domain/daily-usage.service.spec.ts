import { Clock } from '../../common/clock.js';
import type { Page } from '../../common/page.js';
import type { TimeRange } from '../../common/time/split-by-periods.js';
import type { Timestamp } from '../../common/time/timestamp.js';
import type { DailyUsage } from './daily-usage.js';
import type { DailyUsageQuery } from './daily-usage-query.js';
import { DailyUsageReader } from './daily-usage.reader.js';
import { DailyUsageService } from './daily-usage.service.js';

class StoppedClock extends Clock {
  override now(): number {
    return Date.UTC(2026, 1, 15, 23, 59);
  }
}

/** Remembers what it was asked. */
class AskedReader extends DailyUsageReader {
  asked: DailyUsageQuery | null = null;

  override find(query: DailyUsageQuery): Promise<Page<DailyUsage>> {
    this.asked = query;
    return Promise.resolve({ items: [], totalItems: 0 });
  }
}

async function rangeFor(range: TimeRange): Promise<TimeRange | undefined> {
  const reader = new AskedReader();
  await new DailyUsageService(reader, new StoppedClock()).find({
    projectId: 'p1',
    page: 1,
    limit: 50,
    range,
    traces: {},
  });
  return reader.asked?.range;
}

describe(DailyUsageService, () => {
  it('asks for 30 whole days, today among them, and for what is yet to come', async () => {
    expect(await rangeFor({})).toEqual({ from: '2026-01-17T00:00:00.000000Z' });
  });

  it('asks for 30 days up to the end that is given', async () => {
    const to = '2026-01-31T08:00:00.000000Z' as Timestamp;
    expect(await rangeFor({ to })).toEqual({ from: '2026-01-02T00:00:00.000000Z', to });
  });

  it('asks for no day before 1970', async () => {
    const to = '1970-01-02T08:00:00.000000Z' as Timestamp;
    expect(await rangeFor({ to })).toEqual({ from: '1970-01-01T00:00:00.000000Z', to });
  });

  it('keeps a beginning that is given', async () => {
    const from = '2020-01-31T08:00:00.000000Z' as Timestamp;
    expect(await rangeFor({ from })).toEqual({ from });
  });
});
