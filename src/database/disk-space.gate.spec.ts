import type { Logger } from 'pino';
import { UnavailableError } from '../common/domain-error.js';
import { Log } from '../common/logging/log.js';
import { DiskSpaceGate, OpenGate } from './disk-space.gate.js';
import { DiskSpace } from './embedded/disk-space.js';

class FakeDisk extends DiskSpace {
  free: number | Error = 1000;

  freeBytes(): Promise<number> {
    return this.free instanceof Error ? Promise.reject(this.free) : Promise.resolve(this.free);
  }
}

describe(DiskSpaceGate, () => {
  let disk: FakeDisk;
  let levels: string[];
  let gate: DiskSpaceGate;

  beforeEach(() => {
    disk = new FakeDisk();
    levels = [];
    const logger = { info: () => levels.push('info'), error: () => levels.push('error') };
    gate = new DiskSpaceGate(disk, 100, new Log(logger as unknown as Logger));
  });

  async function look(free: number | Error): Promise<boolean> {
    disk.free = free;
    await gate.look();
    return gate.isOpen;
  }

  it('is open down to the floor, and closed below it', async () => {
    expect(await look(100)).toBe(true);
    gate.check();
    expect(await look(99)).toBe(false);
    expect(() => gate.check()).toThrow(UnavailableError);
  });

  it('opens again by itself, and says so once each time', async () => {
    for (const free of [99, 98, 100, 101]) await look(free);
    expect(gate.isOpen).toBe(true);
    expect(levels).toEqual(['error', 'info']);
  });

  it('stays as it is while the disk cannot be looked at', async () => {
    await look(99);
    expect(await look(new Error('gone'))).toBe(false);
    await look(100);
    expect(await look(new Error('gone'))).toBe(true);
  });

  it('looks at the start, and again and again until the shutdown', async () => {
    jest.useFakeTimers();
    try {
      disk.free = 0;
      await gate.onModuleInit();
      expect(gate.isOpen).toBe(false);
      disk.free = 1000;
      await jest.advanceTimersByTimeAsync(2000);
      expect(gate.isOpen).toBe(true);
      gate.beforeApplicationShutdown();
      expect(jest.getTimerCount()).toBe(0);
    } finally {
      jest.useRealTimers();
    }
  });
});

describe(OpenGate, () => {
  it('is always open', () => {
    const gate = new OpenGate();
    expect(gate.isOpen).toBe(true);
    expect(() => gate.check()).not.toThrow();
  });
});
