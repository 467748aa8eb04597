import type { Timestamp } from '../../src/common/time/timestamp.js';
import type { NewRepriceJob } from '../../src/ingest/domain/repricing/reprice-job.js';
import type { RepriceJobStore } from '../../src/ingest/domain/repricing/reprice-job.store.js';

const NOW = at(9);
const BEGUN = { state: 'waiting', total: null, done: 0, changed: 0, finishedAt: null, error: null };

function at(hour: number): Timestamp {
  return `2026-01-31T0${hour}:00:00.000000Z` as Timestamp;
}

function aJob(projectId: string, id: string, hour: number): NewRepriceJob {
  return { projectId, id, from: at(0), to: at(1), model: hour % 2 === 0 ? 'm' : null, createdAt: at(hour) };
}

/** What every RepriceJobStore keeps to. */
export function repriceJobStoreContract(open: () => RepriceJobStore): void {
  let store: RepriceJobStore;

  beforeAll(() => {
    store = open();
  });

  it('takes one open job of a project at a time, whatever its range, and one of every project', async () => {
    const inserted = await Promise.all(
      [aJob('p', 'a', 1), aJob('p', 'b', 1), aJob('q', 'a', 2), aJob('p', 'c', 1)].map((job) =>
        store.insert(job),
      ),
    );
    expect(inserted.filter(Boolean)).toHaveLength(2);
    expect(inserted[2]).toBe(true);
    expect(await store.get({ projectId: 'q', id: 'a' })).toEqual({ ...aJob('q', 'a', 2), ...BEGUN });
    const { items, totalItems } = await store.find('p', { page: 1, limit: 10 });
    expect(items).toHaveLength(1);
    expect(totalItems).toBe(1);
    const [first] = items;
    expect(await store.open()).toEqual([
      { projectId: 'p', id: first?.id },
      { projectId: 'q', id: 'a' },
    ]);
    await store.close({ projectId: 'p', id: first?.id ?? '' }, 'failed', 'why', NOW);
    expect(await store.get({ projectId: 'p', id: first?.id ?? '' })).toEqual({
      ...first,
      state: 'failed',
      error: 'why',
      finishedAt: NOW,
    });
  });

  it('takes the next one when the one before is over, which stays as it is', async () => {
    const ref = { projectId: 'r', id: 'first' };
    expect(await store.insert(aJob('r', 'first', 1))).toBe(true);
    await store.close({ projectId: 's', id: 'first' }, 'cancelled', null, NOW);
    expect(await store.insert(aJob('r', 'second', 2))).toBe(false);
    await store.close(ref, 'cancelled', null, NOW);
    await store.close(ref, 'failed', 'too late', at(8));
    expect(await store.get(ref)).toMatchObject({ state: 'cancelled', error: null, finishedAt: NOW });
    expect(await store.insert(aJob('r', 'second', 2))).toBe(true);
  });

  it('lists the jobs of the project page by page, the latest first', async () => {
    for (const [id, hour] of [
      ['a', 1],
      ['b', 3],
      ['d', 2],
      ['c', 2],
      ['e', 2],
    ] as const) {
      await store.insert(aJob('t', id, hour));
      await store.close({ projectId: 't', id }, 'cancelled', null, NOW);
    }
    const page = async (number: number): Promise<unknown> => {
      const { items, totalItems } = await store.find('t', { page: number, limit: 3 });
      return [items.map(({ id }) => id), totalItems];
    };
    expect(await page(1)).toEqual([['b', 'c', 'd'], 5]);
    expect(await page(2)).toEqual([['e', 'a'], 5]);
    expect(await page(3)).toEqual([[], 5]);
    expect(await store.get({ projectId: 'u', id: 'a' })).toBeNull();
    expect(await store.find('u', { page: 1, limit: 3 })).toEqual({ items: [], totalItems: 0 });
  });
}
