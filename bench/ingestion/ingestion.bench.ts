import type { Benchmark } from '../benchmark.js';
import { count, microseconds, milliseconds, percent, type Line } from '../cli/format.js';
import type { BenchOptions } from '../cli/options.js';
import { rateOf, type Rate } from '../ingest/rate.js';
import type { HttpAnswer } from '../load/http-connection.js';
import { runLoad } from '../load/run-load.js';
import { SdkBatches, type BatchForm } from '../load/sdk-batches.js';
import { median, percentile } from '../measure/percentile.js';
import { measured } from '../measure/stopwatch.js';
import type { ServerUnderTest } from '../server/server-under-test.js';
import { withServer } from '../server/with-server.js';

const WARM_UP_SECONDS = 4;

interface Contender {
  readonly form: BatchForm;
  /** Of one request. */
  readonly events: number;
  readonly observations: number;
}

interface Measurement extends Contender {
  readonly rates: Rate[];
  readonly latenciesMs: number[];
}

/** Batches as SDKs send them (15 events, about 64 KB) and larger ones, each beside the same telemetry by the native route. */
const SIZES: readonly (readonly Contender[])[] = [15, 100].map((events) => [
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
      const measurements = await rounds(server, options, contenders, progress);
      const [native, creates] = measurements as [Measurement, Measurement];
      const ratio = median(
        creates.rates.map((rate, round) => rate.perSecond / (native.rates[round]?.perSecond ?? NaN)),
      );
      lines.push(
        `Batches of ${native.events} events (${options.connections} connections; medians of ${options.rounds} rounds)`,
        [
          '',
          'events/s',
          'observations/s',
          'CPU node',
          'CPU PostgreSQL',
          'node µs/obs.',
          'PG µs/obs.',
          'p50',
          'p99',
        ],
        ...measurements.map(lineOf),
        ['ratio of creates to native, by observation (limit: 0.70)', ratio.toFixed(2)],
      );
      figures.push({ events: native.events, ratio, measurements });
    }
    return { lines, figures: { sizes: figures } };
  });

/** Turn by turn, so that a machine that is busy with other things slows all of them. */
async function rounds(
  server: ServerUnderTest,
  { connections, rounds: wanted, seconds }: BenchOptions,
  contenders: readonly Contender[],
  progress: (text: string) => void,
): Promise<Measurement[]> {
  const measurements = contenders.map((contender): Measurement => ({
    ...contender,
    rates: [],
    latenciesMs: [],
  }));
  const sources = contenders.map(({ form, observations }) =>
    Array.from({ length: connections }, (_, index) => new SdkBatches(server, form, observations, index + 1)),
  );
  const client = await server.connect();
  for (const all of sources) await runLoad(server, all, WARM_UP_SECONDS, isTaken);
  for (let round = 1; round <= wanted; round++) {
    for (const [index, measurement] of measurements.entries()) {
      await client.query('CHECKPOINT');
      const load = await measured(server, () => runLoad(server, sources[index] ?? [], seconds, isTaken));
      const refused = Object.keys(load.result.refused);
      if (refused.length > 0)
        throw new Error(`A batch (${measurement.form}) was answered with ${refused.join()}`);
      measurement.rates.push(rateOf(load, load.result.acknowledged * measurement.observations));
      measurement.latenciesMs.push(...load.result.latenciesMs);
    }
    progress(
      `${contenders[0]?.events ?? 0} events, round ${round} of ${wanted}: ` +
        measurements
          .map(({ form, rates }) => `${form} ${Math.round(rates.at(-1)?.perSecond ?? 0)}/s`)
          .join(', '),
    );
  }
  await client.end();
  return measurements;
}

/** A batch with a single refused event is not taken. */
function isTaken({ status, body }: HttpAnswer): boolean {
  return status === 200 || (status === 207 && body.includes('"errors":[]'));
}

function lineOf({ form, events, observations, rates, latenciesMs }: Measurement): Line {
  const middle = (value: (rate: Rate) => number): number => median(rates.map(value));
  const perSecond = middle((rate) => rate.perSecond);
  return [
    form,
    count((perSecond / observations) * events),
    count(perSecond),
    percent(middle(({ cpu }) => cpu.server)),
    percent(middle(({ cpu }) => cpu.postgres)),
    microseconds(middle((rate) => rate.cpu.server / rate.perSecond)),
    microseconds(middle((rate) => rate.cpu.postgres / rate.perSecond)),
    milliseconds(percentile(latenciesMs, 0.5)),
    milliseconds(percentile(latenciesMs, 0.99)),
  ];
}
