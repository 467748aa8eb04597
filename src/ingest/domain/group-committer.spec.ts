import * as fc from 'fast-check';
import { UnavailableError } from '../../common/domain-error.js';
import { GroupCommitter, type CommitJob, type CommitLimits } from './group-committer.js';

const LIMITS: CommitLimits = {
  maxItems: 10,
  maxBytes: 1000,
  maxTransactions: 2,
  maxQueuedBytes: 10_000,
  maxWaitMs: 60_000,
};
const SILENT = { committed: () => undefined, queued: () => undefined };

function job(items: string[], keys: string[] = items, bytes = 10): CommitJob<string> {
  return { items, keys: new Set(keys), bytes };
}

/** A writer whose transactions end when the test says so. */
class ManualWriter {
  readonly open: { items: readonly string[]; commit: () => void; fail: (error: unknown) => void }[] = [];
  readonly write = (items: readonly string[]): Promise<void> =>
    new Promise((resolve, reject) => this.open.push({ items, commit: resolve, fail: reject }));
}

/** Lets everything run that is due: promises and the committer's own turn of the event loop. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}

describe(GroupCommitter, () => {
  it('commits at once when idle, and resolves only after the commit', async () => {
    const writer = new ManualWriter();
    const committer = new GroupCommitter(writer.write, LIMITS, SILENT);
    let done = false;
    const submitted = committer.submit(job(['a'])).then(() => (done = true));
    await settle();
    expect(writer.open.map((each) => each.items)).toEqual([['a']]);
    expect(done).toBe(false);
    writer.open[0]?.commit();
    await submitted;
    expect(done).toBe(true);
  });

  it('commits together what arrived while the earlier transactions ran', async () => {
    const writer = new ManualWriter();
    const committer = new GroupCommitter(writer.write, LIMITS, SILENT);
    const all = [committer.submit(job(['a']))];
    await settle();
    all.push(committer.submit(job(['b'])));
    await settle();
    for (const item of ['c', 'd', 'e']) all.push(committer.submit(job([item])));
    await settle();
    expect(writer.open.map((each) => each.items)).toEqual([['a'], ['b']]);
    writer.open[0]?.commit();
    await settle();
    expect(writer.open[2]?.items).toEqual(['c', 'd', 'e']);
    writer.open.slice(1).forEach((each) => each.commit());
    await Promise.all(all);
  });

  it('never has the same key in two open transactions, and does not let a waiting job be overtaken on its keys', async () => {
    const writer = new ManualWriter();
    const committer = new GroupCommitter(writer.write, LIMITS, SILENT);
    const all = [committer.submit(job(['a'], ['1']))];
    await settle();
    all.push(
      committer.submit(job(['b'], ['1', '2'])),
      committer.submit(job(['c'], ['2'])),
      committer.submit(job(['d'], ['3'])),
    );
    await settle();
    expect(writer.open.map((each) => each.items)).toEqual([['a'], ['d']]);
    writer.open[0]?.commit();
    await settle();
    expect(writer.open[2]?.items).toEqual(['b', 'c']);
    writer.open.slice(1).forEach((each) => each.commit());
    await Promise.all(all);
  });

  it('lets nobody wait for slow jobs, of which one transaction is open at a time', async () => {
    const writer = new ManualWriter();
    const committer = new GroupCommitter(writer.write, LIMITS, SILENT);
    const slow = (item: string): Promise<void> => committer.submit({ ...job([item]), isSlow: true });
    const all = [slow('s1'), slow('s2')];
    await settle();
    all.push(slow('s3'), committer.submit(job(['a'])), slow('s4'), committer.submit(job(['b'])));
    await settle();
    expect(writer.open.map((each) => each.items)).toEqual([
      ['s1', 's2'],
      ['a', 'b'],
    ]);
    all.push(committer.submit(job(['c'])));
    writer.open[1]?.commit();
    await settle();
    expect(writer.open[2]?.items).toEqual(['c']);
    writer.open[0]?.commit();
    await settle();
    expect(writer.open[3]?.items).toEqual(['s3', 's4']);
    writer.open.slice(2).forEach((each) => each.commit());
    await Promise.all(all);
  });

  it('keeps a transaction within its items and bytes, but takes a job that is larger alone', async () => {
    const writer = new ManualWriter();
    const committer = new GroupCommitter(
      writer.write,
      { ...LIMITS, maxItems: 3, maxTransactions: 1 },
      SILENT,
    );
    const all = [
      ['a', 'b', 'c', 'd', 'e'],
      ['f', 'g'],
      ['h', 'i'],
    ].map((items) => committer.submit(job(items)));
    const seen: (readonly string[])[] = [];
    for (let batch = 0; batch < 3; batch++) {
      await settle();
      const open = writer.open[batch];
      seen.push(open?.items ?? []);
      open?.commit();
    }
    await Promise.all(all);
    expect(seen).toEqual([
      ['a', 'b', 'c', 'd', 'e'],
      ['f', 'g'],
      ['h', 'i'],
    ]);
  });

  it('lets only the jobs fail that cannot be stored, whatever else shares their transaction', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 30 }), async (poisoned) => {
        const stored: string[] = [];
        const write = (items: readonly string[]): Promise<void> => {
          if (items.some((item) => item.startsWith('bad')))
            return Promise.reject(new Error('cannot be stored'));
          stored.push(...items);
          return Promise.resolve();
        };
        const committer = new GroupCommitter(write, { ...LIMITS, maxItems: 100 }, SILENT);
        const results = await Promise.allSettled(
          poisoned.map((isBad, index) => committer.submit(job([`${isBad ? 'bad' : 'good'}-${index}`]))),
        );
        expect(results.map((result) => result.status === 'rejected')).toEqual(poisoned);
        expect(stored.sort()).toEqual(
          poisoned.flatMap((isBad, index) => (isBad ? [] : [`good-${index}`])).sort(),
        );
      }),
    );
  });

  it('fails the whole batch without trying again when the database is away', async () => {
    let calls = 0;
    const write = (): Promise<void> => {
      calls++;
      return Promise.reject(new UnavailableError('away'));
    };
    const committer = new GroupCommitter(write, LIMITS, SILENT);
    const results = await Promise.allSettled(['a', 'b', 'c'].map((item) => committer.submit(job([item]))));
    expect(results.every((result) => result.status === 'rejected')).toBe(true);
    expect(calls).toBe(1);
  });

  it('refuses at once what exceeds the bound of bytes, and takes more when there is room again', async () => {
    const writer = new ManualWriter();
    const committer = new GroupCommitter(writer.write, { ...LIMITS, maxQueuedBytes: 100 }, SILENT);
    const first = committer.submit(job(['a'], ['a'], 80));
    await expect(committer.submit(job(['b'], ['b'], 30))).rejects.toBeInstanceOf(UnavailableError);
    await settle();
    writer.open[0]?.commit();
    await first;
    await settle();
    const second = committer.submit(job(['b'], ['b'], 30));
    await settle();
    writer.open[1]?.commit();
    await second;
  });

  it('gives up a job that has waited too long, without ever writing it', async () => {
    const writer = new ManualWriter();
    const committer = new GroupCommitter(
      writer.write,
      { ...LIMITS, maxTransactions: 1, maxWaitMs: 20 },
      SILENT,
    );
    const first = committer.submit(job(['a']));
    await settle();
    await expect(committer.submit(job(['b']))).rejects.toThrow('too slow');
    writer.open[0]?.commit();
    await first;
    await settle();
    expect(writer.open.map((each) => each.items)).toEqual([['a']]);
  });

  it('is drained when everything that was submitted has ended', async () => {
    const writer = new ManualWriter();
    const committer = new GroupCommitter(writer.write, LIMITS, SILENT);
    await committer.drained();
    const submitted = committer.submit(job(['a']));
    let drained = false;
    const waiting = committer.drained().then(() => (drained = true));
    await settle();
    expect(drained).toBe(false);
    writer.open[0]?.commit();
    await Promise.all([submitted, waiting]);
    expect(drained).toBe(true);
  });
});
