import { StorageGate } from '../../common/storage-gate.js';
import { DatabaseProbe } from './database.probe.js';
import { ReadinessService } from './readiness.service.js';

class FakeProbe extends DatabaseProbe {
  asked = 0;
  ready = true;
  /** Happens while the database thinks. */
  meanwhile: () => void = () => undefined;

  async isReady(): Promise<boolean> {
    this.asked++;
    await Promise.resolve();
    this.meanwhile();
    return this.ready;
  }
}

class FakeGate extends StorageGate {
  isOpen = true;

  check(): void {
    return;
  }
}

describe(ReadinessService, () => {
  let probe: FakeProbe;
  let gate: FakeGate;
  let service: ReadinessService;

  beforeEach(() => {
    probe = new FakeProbe();
    gate = new FakeGate();
    service = new ReadinessService(probe, gate);
  });

  it('is ready while the database is and there is room to write', async () => {
    expect(await service.isReady()).toBe(true);
    gate.isOpen = false;
    expect(await service.isReady()).toBe(false);
  });

  it('is not ready while the database is not', async () => {
    probe.ready = false;
    expect(await service.isReady()).toBe(false);
  });

  it('asks the database once for all who ask', async () => {
    await Promise.all([service.isReady(), service.isReady()]);
    await service.isReady();
    expect(probe.asked).toBe(1);
  });

  it('is not ready from the moment it drains, whatever the database says, and does not ask it', async () => {
    expect(service.isDraining).toBe(false);
    service.drain();
    expect(service.isDraining).toBe(true);
    expect(await service.isReady()).toBe(false);
    expect(probe.asked).toBe(0);
  });

  it('is not ready from the moment it drains, whatever is remembered of the database', async () => {
    expect(await service.isReady()).toBe(true);
    service.drain();
    expect(await service.isReady()).toBe(false);
  });

  it.each([
    ['it begins to drain', () => service.drain()],
    ['the disk fills', () => (gate.isOpen = false)],
  ])('is not ready as %s while the database thinks', async (_, change) => {
    probe.meanwhile = change;
    expect(await service.isReady()).toBe(false);
  });
});
