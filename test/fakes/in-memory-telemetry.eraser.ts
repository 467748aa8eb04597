import type { Deletion } from '../../src/ingest/domain/deletion/deletion.js';
import { TelemetryEraser } from '../../src/ingest/domain/deletion/telemetry.eraser.js';
import type { InMemoryTelemetryStore } from './in-memory-telemetry.store.js';

/** The contract of TelemetryEraser in the plainest form. */
export class InMemoryTelemetryEraser extends TelemetryEraser {
  constructor(private readonly store: InMemoryTelemetryStore) {
    super();
  }

  erase(deletions: readonly Deletion[]): Promise<void> {
    for (const deletion of deletions) this.store.erase(deletion);
    return Promise.resolve();
  }
}
