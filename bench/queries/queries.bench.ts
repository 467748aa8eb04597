import type { Benchmark } from '../benchmark.js';
import { count, milliseconds } from '../cli/format.js';
import { HttpConnection } from '../load/http-connection.js';
import { getRequest } from '../load/http-request.js';
import { percentile } from '../measure/percentile.js';
import type { ServerUnderTest } from '../server/server-under-test.js';
import { withServer } from '../server/with-server.js';
import { Fill } from './fill.js';
import { questions, type Question } from './questions.js';

const SMALL = 10_000;
const LARGE = 1_000_000;
const WARM_UPS = 5;
const REPETITIONS = 150;
/** A slow question is asked less often, so that the run stays short. */
const MOST_MS = 2000;

interface Latency {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** How long each query takes in a small and in a large database. */
export const queries: Benchmark = (options, progress) =>
  withServer(options, async (server) => {
    const fill = await Fill.begin(server);
    const asked = questions(fill.newest);
    const stages: Latency[][] = [];
    for (const rows of [SMALL, LARGE]) {
      progress(`filling up to ${count(rows)} observations and metric points`);
      await fill.upTo(rows);
      progress('asking');
      stages.push(await latencies(server, asked));
    }
    await fill.end();
    const [small = [], large = []] = stages;
    const results = asked.map(({ label, path }, index) => ({
      label,
      path,
      small: small[index] as Latency,
      large: large[index] as Latency,
      growth: (large[index]?.p50 ?? NaN) / (small[index]?.p50 ?? NaN),
    }));
    const cells = ({ p50, p95, p99 }: Latency): string[] => [p50, p95, p99].map(milliseconds);
    return {
      lines: [
        `Queries, one at a time: with ${count(SMALL)} and with ${count(LARGE)} observations and metric points`,
        ['', 'p50', 'p95', 'p99', 'p50', 'p95', 'p99', 'growth'],
        ...results.map((result) => [
          result.label,
          ...cells(result.small),
          ...cells(result.large),
          `× ${result.growth.toFixed(1)}`,
        ]),
      ],
      figures: { smallRows: SMALL, largeRows: LARGE, queries: results },
    };
  });

async function latencies(server: ServerUnderTest, asked: readonly Question[]): Promise<Latency[]> {
  const connection = await HttpConnection.open(server.port);
  const measuredOnes: Latency[] = [];
  for (const { path } of asked) {
    const request = getRequest(server, path);
    const times: number[] = [];
    let spentMs = 0;
    for (let turn = 0; turn < WARM_UPS + REPETITIONS && spentMs < MOST_MS; turn++) {
      const sent = performance.now();
      const { status, body } = await connection.send(request);
      if (status !== 200)
        throw new Error(`${path} was answered with ${status}: ${body.toString().slice(0, 300)}`);
      if (turn < WARM_UPS) continue;
      times.push(performance.now() - sent);
      spentMs += times.at(-1) ?? 0;
    }
    measuredOnes.push({
      p50: percentile(times, 0.5),
      p95: percentile(times, 0.95),
      p99: percentile(times, 0.99),
    });
  }
  connection.close();
  return measuredOnes;
}
