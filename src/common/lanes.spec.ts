import { Lanes } from './lanes.js';

describe(Lanes, () => {
  it('runs so many at a time, the first first, also after failures', async () => {
    const lanes = new Lanes(2);
    const begun: number[] = [];
    const ends: ((error?: Error) => void)[] = [];
    const results = Array.from({ length: 5 }, (_, at) =>
      lanes.run(
        () =>
          new Promise<number>((resolve, reject) => {
            begun.push(at);
            ends.push((error) => (error === undefined ? resolve(at) : reject(error)));
          }),
      ),
    );
    const settled = Promise.allSettled(results);
    const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
    await turn();
    expect(begun).toEqual([0, 1]);
    ends[1]?.(new Error('failed'));
    await turn();
    expect(begun).toEqual([0, 1, 2]);
    for (const at of [0, 2, 3, 4]) {
      ends[at]?.();
      await turn();
    }
    expect((await settled).map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
      'fulfilled',
    ]);
    expect(begun).toEqual([0, 1, 2, 3, 4]);
    expect(await lanes.run(() => Promise.resolve('again'))).toBe('again');
  });
});
