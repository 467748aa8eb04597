import { count, microseconds, milliseconds, percent, type Line } from '../cli/format.js';
import type { BenchOptions } from '../cli/options.js';
import { rateOf, type Rate } from '../ingest/rate.js';
import type { HttpAnswer } from '../load/http-connection.js';
import type { RequestSource } from '../load/request-source.js';
import { runLoad } from '../load/run-load.js';
import { median, percentile } from '../measure/percentile.js';
import { measured } from '../measure/stopwatch.js';
import type { ServerUnderTest } from '../server/server-under-test.js';

const WARM_UP_SECONDS = 4;

/** One way to write telemetry. */
export interface Contender {
  readonly form: string;
  /** Of one request. */
  readonly events: number;
  readonly observations: number;
  readonly source: (seed: number) => RequestSource;
}

export interface Measurement extends Contender {
  readonly rates: Rate[];
  readonly latenciesMs: number[];
}

/** The columns of {@link lineOf}. */
export const RATE_COLUMNS: Line = [
  '',
  'events/s',
  'observations/s',
  'CPU node',
  'CPU PostgreSQL',
  'node µs/obs.',
  'PG µs/obs.',
  'p50',
  'p99',
];

/** Turn by turn, so that a machine that is busy with other things slows all of them. */
export async function takeTurns(
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
  const sources = contenders.map(({ source }) =>
    Array.from({ length: connections }, (_, index) => source(index + 1)),
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

/** A request of which anything is refused is not taken: an answer says so in its body. */
function isTaken({ status, body }: HttpAnswer): boolean {
  const isWhole = body.length <= 2 || body.includes('Request Successful');
  return (status === 200 && isWhole) || (status === 207 && body.includes('"errors":[]'));
}

/** Of the ratio of one measurement to another, round by round, the median. */
export function ratioOf(one: Measurement, other: Measurement): number {
  return median(one.rates.map((rate, round) => rate.perSecond / (other.rates[round]?.perSecond ?? NaN)));
}

export function lineOf({ form, events, observations, rates, latenciesMs }: Measurement): Line {
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
