import type { BenchOptions } from '../cli/options.js';
import { Instants, MetricRequests, POINTS_PER_REQUEST } from '../load/metric-requests.js';
import { runLoad } from '../load/run-load.js';
import { measured } from '../measure/stopwatch.js';
import type { ServerUnderTest } from '../server/server-under-test.js';
import { rateOf, type Rate } from './rate.js';

const WARM_UP_SECONDS = 2;
const MAX_ROUNDS = 3;

export interface MetricRounds {
  readonly rounds: readonly Rate[];
  readonly latenciesMs: readonly number[];
  readonly acknowledged: number;
  readonly stored: number;
}

/** The load of metric points over HTTP, several times. */
export async function metricRounds(
  server: ServerUnderTest,
  { connections, rounds, seconds }: BenchOptions,
): Promise<MetricRounds> {
  const instants = new Instants();
  const sources = Array.from(
    { length: connections },
    (_, index) => new MetricRequests(server, index + 1, instants),
  );
  let { acknowledged } = await runLoad(server, sources, WARM_UP_SECONDS);
  const latenciesMs: number[] = [];
  const done: Rate[] = [];
  for (let round = 0; round < Math.min(rounds, MAX_ROUNDS); round++) {
    const load = await measured(server, () => runLoad(server, sources, seconds));
    acknowledged += load.result.acknowledged;
    latenciesMs.push(...load.result.latenciesMs);
    done.push(rateOf(load, load.result.acknowledged * POINTS_PER_REQUEST));
  }
  const client = await server.connect();
  const { rows } = await client.query<{ count: string }>('SELECT count(*) FROM metric_points');
  await client.end();
  return {
    rounds: done,
    latenciesMs,
    acknowledged: acknowledged * POINTS_PER_REQUEST,
    stored: Number(rows[0]?.count),
  };
}
