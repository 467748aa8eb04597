import type { Timestamp } from '../../common/time/timestamp.js';
import { narrowedToHours, type MatchingHour, type TimeStretch } from './hour-walk.js';

function at(hour: number, minute = 0): Timestamp {
  const time = new Date(Date.UTC(2026, 0, 1, hour, minute)).toISOString();
  return time.replace('000Z', '000000Z') as Timestamp;
}

/** 200 hours, of which every fourth has three rows. */
const HOURS: readonly MatchingHour[] = Array.from({ length: 50 }, (_, index) => ({
  hour: at(index * 4),
  count: 3,
})).reverse();

/** What the walk keeps, and how many hours it was shown. */
async function walk(stretch: TimeStretch, all = HOURS): Promise<{ kept: unknown; shown: number }> {
  let shown = 0;
  const kept = await narrowedToHours(stretch, ({ from, before }, limit) => {
    const hours = all
      .filter(({ hour }) => (from === undefined || hour >= from) && (before === undefined || hour < before))
      .slice(0, limit);
    shown += hours.length;
    return Promise.resolve(hours);
  });
  return { kept, shown };
}

describe(narrowedToHours, () => {
  it('keeps the latest hours that hold the stretch', async () => {
    const { kept } = await walk({ skip: 0, limit: 4 });
    expect(kept).toEqual({
      ...{ from: at(192), before: at(197), skip: 0, limit: 4, isLast: false },
      spans: [
        { from: at(196), before: at(197) },
        { from: at(192), before: at(193) },
      ],
    });
  });

  it('leaves out whole hours that are skipped', async () => {
    const { kept } = await walk({ skip: 7, limit: 2 });
    expect(kept).toMatchObject({ from: at(188), before: at(189), skip: 1, limit: 2, isLast: false });
  });

  it('never skips an hour of which only a part is asked for', async () => {
    const { kept } = await walk({ before: at(196, 30), skip: 4, limit: 1 });
    expect(kept).toMatchObject({ from: at(188), before: at(196, 30), skip: 4, limit: 1, isLast: false });
  });

  it('says so where there is nothing earlier, and where nothing matches', async () => {
    const { kept } = await walk({ before: at(5), skip: 0, limit: 9 });
    expect(kept).toMatchObject({ from: at(0), before: at(5), skip: 0, limit: 9, isLast: true });
    expect(await walk({ from: at(197), skip: 0, limit: 9 })).toEqual({ kept: null, shown: 0 });
  });

  it('looks further back only as far as it must', async () => {
    const many = Array.from({ length: 300 }, (_, index) => ({ hour: at(index), count: 1 })).reverse();
    expect(await walk({ skip: 0, limit: 10 }, many)).toMatchObject({ shown: 50 });
    expect(await walk({ skip: 0, limit: 60 }, many)).toMatchObject({
      kept: { from: at(240), before: at(300), spans: [{ from: at(240), before: at(300) }] },
      shown: 300,
    });
  });
});
