import { StorageGate } from '../../common/storage-gate.js';
import { DatabaseProbe } from './database.probe.js';
import { ReadinessService } from './readiness.service.js';

class FakeProbe extends DatabaseProbe {
  asked = 0;
  ready = true;

  isReady(): Promise<boolean> {
    this.asked++;
    return Promise.resolve(this.ready);
  }
}

class FakeGate extends StorageGate {
  isOpen = true;

  check(): void {
    return;
  }
}

describe(ReadinessService, () => {
  const probe = new FakeProbe();
  const gate = new FakeGate();
  let service: ReadinessService;

  beforeEach(() => {
    Object.assign(probe, { asked: 0, ready: true });
    gate.isOpen = true;
    service = new ReadinessService(probe, gate);
  });

  it('is ready while the database is and there is room to write', async () => {
    expect(await service.isReady()).toBe(true);
    probe.ready = false;
    expect(await service.isReady()).toBe(false);
    probe.ready = true;
    gate.isOpen = false;
    expect(await service.isReady()).toBe(false);
  });

  it('is not ready from the moment it drains, whatever the database says, and does not ask it', async () => {
    expect(service.isDraining).toBe(false);
    service.drain();
    expect(service.isDraining).toBe(true);
    expect(await service.isReady()).toBe(false);
    expect(probe.asked).toBe(0);
  });
});
