import type { Client } from 'pg';
import type { BenchOptions } from '../cli/options.js';
import { OBSERVATIONS_PER_REQUEST, ObservationRequests } from '../load/observation-requests.js';
import { runLoad } from '../load/run-load.js';
import { measured } from '../measure/stopwatch.js';
import type { ServerUnderTest } from '../server/server-under-test.js';
import { readObservations } from './copied-rows.js';
import { CopyTarget } from './copy-target.js';
import { rateOf, type Rate } from './rate.js';

/** Long enough for the compiler of V8, which goes on optimising for seconds. */
const WARM_UP_SECONDS = 8;

export interface ObservationRound {
  readonly http: Rate;
  /** By the number of connections. */
  readonly copy: Readonly<Record<number, Rate>>;
}

export interface ObservationRounds {
  readonly rounds: readonly ObservationRound[];
  readonly latenciesMs: readonly number[];
  readonly refused: number;
  readonly acknowledged: number;
  readonly stored: number;
}

/**
 * Turn by turn: load over HTTP, then COPY of just the rows that it has stored. So both write the same data to tables that
 * have grown alike, and a machine that is busy with other things slows both. A checkpoint before each, so that neither pays for
 * what the other has left to write.
 */
export async function observationRounds(
  server: ServerUnderTest,
  { connections, rounds, seconds }: BenchOptions,
  progress: (text: string) => void,
): Promise<ObservationRounds> {
  const client = await server.connect();
  const targets = [await CopyTarget.create(server, 1), await CopyTarget.create(server, 2)];
  const sources = Array.from(
    { length: connections },
    (_, index) => new ObservationRequests(server, index + 1),
  );
  progress('warming up');
  const warmUp = await runLoad(server, sources, WARM_UP_SECONDS);
  let acknowledged = warmUp.acknowledged;
  let refused = sum(Object.values(warmUp.refused));
  const latenciesMs: number[] = [];
  const done: ObservationRound[] = [];
  for (let round = 1; round <= rounds; round++) {
    await client.query('CHECKPOINT');
    const since = new Date();
    const load = await measured(server, () => runLoad(server, sources, seconds));
    const http = rateOf(load, load.result.acknowledged * OBSERVATIONS_PER_REQUEST);
    acknowledged += load.result.acknowledged;
    refused += sum(Object.values(load.result.refused));
    latenciesMs.push(...load.result.latenciesMs);
    const copy = await copyRates(server, client, round % 2 === 0 ? targets.toReversed() : targets, since);
    done.push({ http, copy });
    const copied = Object.values(copy).map(({ perSecond }) => Math.round(perSecond));
    progress(
      `round ${round} of ${rounds}: ${Math.round(http.perSecond)} observations/s; COPY ${copied.join(', ')}`,
    );
  }
  const { rows } = await client.query<{ count: string }>('SELECT count(*) FROM observations');
  for (const target of targets) await target.close();
  await client.end();
  return {
    rounds: done,
    latenciesMs,
    refused,
    acknowledged: acknowledged * OBSERVATIONS_PER_REQUEST,
    stored: Number(rows[0]?.count),
  };
}

async function copyRates(
  server: ServerUnderTest,
  client: Client,
  targets: readonly CopyTarget[],
  since: Date,
): Promise<Record<number, Rate>> {
  const rates: Record<number, Rate> = {};
  const text = await readObservations(client, since);
  for (const target of targets) {
    await client.query('CHECKPOINT');
    rates[target.connections] = rateOf(await measured(server, () => target.write(text.bytes)), text.rows);
  }
  return rates;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
