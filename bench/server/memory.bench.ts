import { setTimeout as sleep } from 'node:timers/promises';
import type { Benchmark } from '../benchmark.js';
import { megabytes } from '../cli/format.js';
import { ObservationRequests } from '../load/observation-requests.js';
import { runLoad } from '../load/run-load.js';
import { familyMemory, forgetPeak, residentMemory } from '../measure/process-usage.js';
import { withServer } from './with-server.js';

const SETTLE_MS = 5000;

/** Resident memory when nothing happens, and under full load with bodies of 100 KB. */
export const memory: Benchmark = (options, progress) =>
  withServer(options, async (server) => {
    await sleep(SETTLE_MS);
    const idle = residentMemory(server.pid).bytes;
    const postgresIdle = familyMemory(server.postgresPid);
    progress('load');
    forgetPeak(server.pid);
    const sources = Array.from(
      { length: options.connections },
      (_, index) => new ObservationRequests(server, index),
    );
    await runLoad(server, sources, options.rounds * options.seconds);
    const loaded = residentMemory(server.pid);
    const postgresLoaded = familyMemory(server.postgresPid);
    await sleep(SETTLE_MS);
    const after = residentMemory(server.pid).bytes;
    return {
      lines: [
        `Resident memory (load: ${options.connections} connections, ${options.rounds * options.seconds} s, bodies of 100 KB)`,
        ['', 'node', 'PostgreSQL'],
        ['idle after the start (limit: 200 MB)', megabytes(idle), megabytes(postgresIdle)],
        ['at the end of the load', megabytes(loaded.bytes), megabytes(postgresLoaded)],
        ['peak (limit: 300 MB)', megabytes(loaded.peakBytes), ''],
        ['5 s later', megabytes(after), ''],
      ],
      figures: {
        idleBytes: idle,
        loadedBytes: loaded.bytes,
        peakBytes: loaded.peakBytes,
        afterBytes: after,
        postgres: { idleBytes: postgresIdle, loadedBytes: postgresLoaded },
      },
    };
  });
