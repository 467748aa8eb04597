import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CERTAINLY_STALE_MS, hasHeartbeat, WATCH_MS } from './heartbeat.js';

describe(hasHeartbeat, () => {
  const directory = mkdtempSync(join(tmpdir(), 'heartbeat-'));
  const file = join(directory, 'lock');
  const now = 1_800_000_000_000;

  function renewAt(time: number): void {
    utimesSync(file, new Date(time), new Date(time));
  }

  beforeEach(() => {
    writeFileSync(file, '');
    renewAt(now - 5_000);
  });

  afterAll(() => {
    rmSync(directory, { recursive: true });
  });

  it('sees that the file is renewed', async () => {
    let waited = 0;
    const alive = await hasHeartbeat(file, now, (ms) => {
      waited += ms;
      if (waited > WATCH_MS / 2) renewAt(now - 1_000);
      return Promise.resolve();
    });
    expect(alive).toBe(true);
    expect(waited).toBeLessThan(WATCH_MS);
  });

  it('gives up when nothing happens for three beats', async () => {
    let waited = 0;
    const alive = await hasHeartbeat(file, now, (ms) => {
      waited += ms;
      return Promise.resolve();
    });
    expect(alive).toBe(false);
    expect(waited).toBe(WATCH_MS);
  });

  it('does not wait for a file that nobody has renewed for long', async () => {
    const pause = jest.fn(() => Promise.resolve());
    expect(await hasHeartbeat(file, now + CERTAINLY_STALE_MS, pause)).toBe(false);
    expect(pause).not.toHaveBeenCalled();
  });

  it('watches a file of a machine whose clock is ahead', async () => {
    renewAt(now + 3_600_000);
    const pause = jest.fn(() => Promise.resolve());
    expect(await hasHeartbeat(file, now, pause)).toBe(false);
    expect(pause).toHaveBeenCalled();
  });

  it('finds no life in a file that is gone', async () => {
    rmSync(file);
    expect(await hasHeartbeat(file, now, () => Promise.resolve())).toBe(false);
  });
});
