import type { Benchmark } from '../benchmark.js';
import { count, megabytes, microseconds, milliseconds, percent, type Line } from '../cli/format.js';
import { median, percentile } from '../measure/percentile.js';
import { familyMemory, residentMemory } from '../measure/process-usage.js';
import { withServer } from '../server/with-server.js';
import { metricRounds } from './metric-rounds.js';
import { observationRounds, type ObservationRound } from './observation-rounds.js';
import type { Rate } from './rate.js';

/** How fast events become durable over HTTP, against COPY of the same rows. */
export const ingest: Benchmark = (options, progress) =>
  withServer(options, async (server) => {
    const idle = residentMemory(server.pid).bytes;
    const observations = await observationRounds(server, options, progress);
    const memory = {
      idle,
      afterLoad: residentMemory(server.pid).bytes,
      peak: residentMemory(server.pid).peakBytes,
      postgres: familyMemory(server.postgresPid),
    };
    progress('metric points');
    const points = await metricRounds(server, options);
    const http = medianRate(observations.rounds.map((round) => round.http));
    const copy1 = medianRate(observations.rounds.map((round) => round.copy[1]));
    const copy2 = medianRate(observations.rounds.map((round) => round.copy[2]));
    const ratio = {
      toOneConnection: medianRatio(observations.rounds, (copy) => [copy[1]]),
      toFaster: medianRatio(observations.rounds, (copy) => [copy[1], copy[2]]),
    };
    const metrics = medianRate(points.rounds);
    const lines: Line[] = [
      `Observations (50 of about 2 KB a request, ${options.connections} connections; medians of ${options.rounds} rounds)`,
      ['', 'rows/s', 'CPU node', 'CPU PostgreSQL', 'CPU client', 'node µs/row', 'PG µs/row', 'p50', 'p99'],
      rateLine('HTTP, durable', http, observations.latenciesMs),
      rateLine('COPY, 1 connection', copy1),
      rateLine('COPY, 2 connections', copy2),
      'Ratio of HTTP to COPY of the same round (aim: 0.50; limit: 0.35)',
      ['to COPY over 1 connection', ratio.toOneConnection.toFixed(2)],
      ['to the faster of both', ratio.toFaster.toFixed(2)],
      'Metric points (500 of 200 series a request)',
      [
        '',
        'points/s',
        'CPU node',
        'CPU PostgreSQL',
        'CPU client',
        'node µs/point',
        'PG µs/point',
        'p50',
        'p99',
      ],
      rateLine('HTTP, durable', metrics, points.latenciesMs),
      'Memory',
      ['node, idle after the start', megabytes(memory.idle)],
      ['node, after the load', megabytes(memory.afterLoad)],
      ['node, peak', megabytes(memory.peak)],
      ['PostgreSQL, after the load', megabytes(memory.postgres)],
      'Acknowledged and stored',
      ['observations', count(observations.acknowledged), count(observations.stored)],
      ['metric points', count(points.acknowledged), count(points.stored)],
      ['requests refused', count(observations.refused)],
    ];
    if (observations.stored !== observations.acknowledged || points.stored !== points.acknowledged)
      throw new Error(
        `Acknowledged and stored differ: observations ${observations.acknowledged} and ${observations.stored}, ` +
          `points ${points.acknowledged} and ${points.stored}`,
      );
    return {
      lines,
      figures: {
        observations: {
          http,
          copy1,
          copy2,
          ratio,
          p50Ms: percentile(observations.latenciesMs, 0.5),
          p99Ms: percentile(observations.latenciesMs, 0.99),
          rounds: observations.rounds,
        },
        metrics: {
          http: metrics,
          p50Ms: percentile(points.latenciesMs, 0.5),
          p99Ms: percentile(points.latenciesMs, 0.99),
        },
        memoryBytes: memory,
      },
    };
  });

/** Paired by round, so that what disturbs a round disturbs both sides of its ratio. */
function medianRatio(
  rounds: readonly ObservationRound[],
  against: (copy: ObservationRound['copy']) => readonly (Rate | undefined)[],
): number {
  return median(
    rounds.map(
      ({ http, copy }) => http.perSecond / Math.max(...against(copy).map((rate) => rate?.perSecond ?? NaN)),
    ),
  );
}

function medianRate(rates: readonly (Rate | undefined)[]): Rate {
  const middle = (value: (rate: Rate) => number): number =>
    median(rates.flatMap((rate) => (rate === undefined ? [] : [value(rate)])));
  return {
    rows: middle(({ rows }) => rows),
    perSecond: middle(({ perSecond }) => perSecond),
    cpu: {
      server: middle(({ cpu }) => cpu.server),
      postgres: middle(({ cpu }) => cpu.postgres),
      client: middle(({ cpu }) => cpu.client),
    },
  };
}

function rateLine(label: string, { perSecond, cpu }: Rate, latenciesMs: readonly number[] = []): Line {
  return [
    label,
    count(perSecond),
    percent(cpu.server),
    percent(cpu.postgres),
    percent(cpu.client),
    microseconds(cpu.server / perSecond),
    microseconds(cpu.postgres / perSecond),
    milliseconds(percentile(latenciesMs, 0.5)),
    milliseconds(percentile(latenciesMs, 0.99)),
  ];
}
