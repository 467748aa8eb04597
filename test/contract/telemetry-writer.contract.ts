import { telemetryFiguresContract } from './telemetry-figures.contract.js';
import { telemetryMergingContract } from './telemetry-merging.contract.js';
import { telemetrySessionsContract } from './telemetry-sessions.contract.js';
import { TelemetryStoreBed, type TelemetryStore } from './telemetry-store-bed.js';

/** What every TelemetryWriter must do. */
export function telemetryWriterContract(open: () => TelemetryStore): void {
  const bed = new TelemetryStoreBed(open);

  beforeEach(() => {
    bed.reopen();
  });

  telemetryMergingContract(bed);
  telemetryFiguresContract(bed);
  telemetrySessionsContract(bed);
}
