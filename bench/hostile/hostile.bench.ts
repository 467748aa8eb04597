import { setTimeout as sleep } from 'node:timers/promises';
import type { Benchmark } from '../benchmark.js';
import { megabytes, milliseconds, type Line } from '../cli/format.js';
import { HttpConnection } from '../load/http-connection.js';
import { postRequest } from '../load/http-request.js';
import { forgetPeak, residentMemory } from '../measure/process-usage.js';
import type { ServerUnderTest } from '../server/server-under-test.js';
import { withServer } from '../server/with-server.js';
import { slowestHealth } from './health-poller.js';
import { HOSTILE_BODIES, type HostileBody } from './hostile-bodies.js';

const QUIET_MS = 2000;
const PATIENCE_MS = 30_000;

interface Effect {
  readonly label: string;
  readonly sizeBytes: number;
  /** The status; or that the connection was cut before an answer, or that there was none in time. */
  readonly outcome: number | 'cut' | 'late';
  readonly seconds: number;
  readonly slowestHealthMs: number;
  readonly memoryBytes: { readonly before: number; readonly peak: number; readonly after: number };
}

/**
 * How long bodies of 20 MB delay other requests, and how much memory they take. A server that does not answer in time is
 * replaced by a new one for the bodies that follow.
 */
export const hostile: Benchmark = async (options, progress) => {
  let quietMs = NaN;
  const effects: Effect[] = [];
  while (effects.length < HOSTILE_BODIES.length) {
    await withServer(options, async (server) => {
      if (effects.length === 0) quietMs = (await slowestHealth(server, () => sleep(QUIET_MS))).slowestMs;
      for (const body of HOSTILE_BODIES.slice(effects.length)) {
        const effect = await effectOf(server, body());
        effects.push(effect);
        progress(`${effect.label}: ${Math.round(effect.slowestHealthMs)} ms`);
        if (effect.outcome === 'late') break;
      }
    });
  }
  const lines: Line[] = [
    'Slowest /healthz while a body of 20 MB is taken in (limit: 250 ms)',
    ['', 'size', 'status', 'answer after', 'slowest /healthz', 'RSS before', 'peak', 'after'],
    ['nothing', '', '', '', milliseconds(quietMs), '', '', ''],
    ...effects.map(({ label, sizeBytes, outcome, seconds, slowestHealthMs, memoryBytes }) => [
      label,
      megabytes(sizeBytes),
      String(outcome),
      `${seconds.toFixed(2)} s`,
      milliseconds(slowestHealthMs),
      megabytes(memoryBytes.before),
      megabytes(memoryBytes.peak),
      megabytes(memoryBytes.after),
    ]),
  ];
  return { lines, figures: { quietMs, effects } };
};

async function effectOf(
  server: ServerUnderTest,
  { label, path, body, encoding }: HostileBody,
): Promise<Effect> {
  const request = postRequest(server, path, body, encoding);
  const connection = await HttpConnection.open(server.port);
  forgetPeak(server.pid);
  const before = residentMemory(server.pid).bytes;
  const begun = performance.now();
  const { result: outcome, slowestMs } = await slowestHealth(server, () => outcomeOf(connection, request));
  const seconds = (performance.now() - begun) / 1000;
  connection.close();
  const { bytes, peakBytes } = residentMemory(server.pid);
  return {
    label,
    sizeBytes: body.length,
    outcome,
    seconds,
    slowestHealthMs: slowestMs,
    memoryBytes: { before, peak: peakBytes, after: bytes },
  };
}

async function outcomeOf(connection: HttpConnection, request: Buffer): Promise<Effect['outcome']> {
  const stop = new AbortController();
  const late = sleep(PATIENCE_MS, 'late' as const, { signal: stop.signal });
  const answered = connection.send(request).then(
    ({ status }) => status,
    () => 'cut' as const,
  );
  const outcome = await Promise.race([answered, late]);
  late.catch(() => undefined);
  stop.abort();
  return outcome;
}
