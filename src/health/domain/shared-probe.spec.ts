import { DatabaseProbe } from './database.probe.js';
import { SharedProbe } from './shared-probe.js';

/** Answers when the test says so. */
class ManualProbe extends DatabaseProbe {
  readonly asked: ((isReady: boolean) => void)[] = [];

  isReady(): Promise<boolean> {
    return new Promise((resolve) => this.asked.push(resolve));
  }
}

describe(SharedProbe, () => {
  let probe: ManualProbe;
  let shared: SharedProbe;

  beforeEach(() => {
    jest.useFakeTimers();
    probe = new ManualProbe();
    shared = new SharedProbe(probe);
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('asks once for all who ask at the same time', async () => {
    const answers = Promise.all(Array.from({ length: 100 }, () => shared.isReady()));
    expect(probe.asked).toHaveLength(1);
    probe.asked[0]?.(true);
    expect(new Set(await answers)).toEqual(new Set([true]));
  });

  it.each([true, false])('keeps the answer %p for a moment, and no longer', async (first) => {
    const asking = shared.isReady();
    // However long it took.
    jest.advanceTimersByTime(2000);
    probe.asked[0]?.(first);
    expect(await asking).toBe(first);
    jest.advanceTimersByTime(100);
    expect(await shared.isReady()).toBe(first);
    expect(probe.asked).toHaveLength(1);

    jest.advanceTimersByTime(150);
    const askingAgain = shared.isReady();
    probe.asked[1]?.(!first);
    expect(await askingAgain).toBe(!first);
  });
});
