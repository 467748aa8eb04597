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

interface Effect {
  readonly label: string;
  readonly sizeBytes: number;
  /** 0: the connection was cut before an answer. */
  readonly status: number;
  readonly seconds: number;
  readonly slowestHealthMs: number;
  readonly memoryBytes: { readonly before: number; readonly peak: number; readonly after: number };
}

/** How long bodies of 20 MB delay other requests, and how much memory they take. */
export const hostile: Benchmark = (options, progress) =>
  withServer(options, async (server) => {
    const quiet = await slowestHealth(server, () => sleep(QUIET_MS));
    const effects: Effect[] = [];
    for (const body of HOSTILE_BODIES) {
      const effect = await effectOf(server, body());
      effects.push(effect);
      progress(`${effect.label}: ${Math.round(effect.slowestHealthMs)} ms`);
    }
    const lines: Line[] = [
      'Slowest /healthz while a body of 20 MB is taken in (limit: 250 ms)',
      ['', 'size', 'status', 'answer after', 'slowest /healthz', 'RSS before', 'peak', 'after'],
      ['nothing', '', '', '', milliseconds(quiet.slowestMs), '', '', ''],
      ...effects.map(({ label, sizeBytes, status, seconds, slowestHealthMs, memoryBytes }) => [
        label,
        megabytes(sizeBytes),
        status === 0 ? 'cut' : String(status),
        `${seconds.toFixed(2)} s`,
        milliseconds(slowestHealthMs),
        megabytes(memoryBytes.before),
        megabytes(memoryBytes.peak),
        megabytes(memoryBytes.after),
      ]),
    ];
    return { lines, figures: { quietMs: quiet.slowestMs, effects } };
  });

async function effectOf(
  server: ServerUnderTest,
  { label, path, body, encoding }: HostileBody,
): Promise<Effect> {
  const request = postRequest(server, path, body, encoding);
  const connection = await HttpConnection.open(server.port);
  forgetPeak(server.pid);
  const before = residentMemory(server.pid).bytes;
  const begun = performance.now();
  const { result, slowestMs } = await slowestHealth(server, () =>
    connection.send(request).catch(() => ({ status: 0 })),
  );
  const seconds = (performance.now() - begun) / 1000;
  connection.close();
  const { bytes, peakBytes } = residentMemory(server.pid);
  return {
    label,
    sizeBytes: body.length,
    status: result.status,
    seconds,
    slowestHealthMs: slowestMs,
    memoryBytes: { before, peak: peakBytes, after: bytes },
  };
}
