import type { Benchmark } from '../benchmark.js';
import type { Line } from '../cli/format.js';
import { SdkBatches, type BatchForm } from '../load/sdk-batches.js';
import { withServer } from '../server/with-server.js';
import { lineOf, RATE_COLUMNS, ratioOf, takeTurns, type Measurement } from './take-turns.js';

interface Batch {
  readonly form: BatchForm;
  /** Of one request. */
  readonly events: number;
  readonly observations: number;
}

/** Batches as SDKs send them (15 events, about 64 KB) and larger ones, each beside the same telemetry by the native route. */
const SIZES: readonly (readonly Batch[])[] = [15, 100].map((events) => [
  { form: 'native', events, observations: events - 1 },
  { form: 'creates', events, observations: events - 1 },
  {
    form: 'creates and updates',
    events: events - 1 + (events % 2),
    observations: Math.floor((events - 1) / 2),
  },
]);

/** How fast events of Langfuse SDKs become durable, against the same telemetry by the native route. */
export const ingestion: Benchmark = (options, progress) =>
  withServer(options, async (server) => {
    const lines: Line[] = [];
    const figures: object[] = [];
    for (const contenders of SIZES) {
      const measurements = await takeTurns(
        server,
        options,
        contenders.map((batch) => ({
          ...batch,
          source: (seed: number) => new SdkBatches(server, batch.form, batch.observations, seed),
        })),
        progress,
      );
      const [native, creates] = measurements as [Measurement, Measurement];
      const ratio = ratioOf(creates, native);
      lines.push(
        `Batches of ${native.events} events (${options.connections} connections; medians of ${options.rounds} rounds)`,
        RATE_COLUMNS,
        ...measurements.map(lineOf),
        ['ratio of creates to native, by observation (limit: 0.70)', ratio.toFixed(2)],
      );
      figures.push({ events: native.events, ratio, measurements });
    }
    return { lines, figures: { sizes: figures } };
  });
