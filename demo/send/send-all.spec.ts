import { once } from 'node:events';
import { sendAll } from './send-all.js';

describe('sendAll', () => {
  it('sends every item once, with no more in flight than allowed', async () => {
    const sent: number[] = [];
    let inFlight = 0;
    let most = 0;
    await sendAll(
      Array.from({ length: 50 }, (_, index) => index),
      4,
      async (item) => {
        most = Math.max(most, ++inFlight);
        await Promise.resolve();
        inFlight--;
        sent.push(item);
      },
    );
    expect(sent.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => index));
    expect(most).toBe(4);
  });

  it('takes items only as they are needed', async () => {
    let taken = 0;
    function* items(): Generator<number> {
      while (taken < 1000) yield taken++;
    }
    const failure = sendAll(items(), 2, (item) =>
      item === 10 ? Promise.reject(new Error('refused')) : Promise.resolve(),
    );
    await expect(failure).rejects.toThrow('refused');
    expect(taken).toBeLessThan(20);
  });

  it('aborts what is under way when something fails, and waits until it has stopped', async () => {
    const stopped: number[] = [];
    const failure = sendAll([0, 1, 2, 3, 4], 3, async (item, signal) => {
      await Promise.resolve();
      if (item === 1) throw new Error('refused');
      await once(signal, 'abort');
      stopped.push(item);
    });
    await expect(failure).rejects.toThrow('refused');
    expect(stopped).toEqual([0, 2]);
  });
});
