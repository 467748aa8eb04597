import type { Benchmark } from '../benchmark.js';
import { milliseconds } from '../cli/format.js';
import { median } from '../measure/percentile.js';
import { ServerUnderTest } from './server-under-test.js';

/** From the start of the process until /readyz says 200: first on an empty directory, then on the one that is there. */
export const start: Benchmark = async ({ program, nodeOptions, rounds }, progress) => {
  let server = await ServerUnderTest.start({ program, nodeOptions });
  const cold = server.readyAfterMs;
  const warm: number[] = [];
  try {
    for (let round = 1; round <= rounds; round++) {
      await server.stop();
      server = await ServerUnderTest.start({ program, nodeOptions }, server.directory);
      warm.push(server.readyAfterMs);
      progress(`start ${round} of ${rounds}: ${Math.round(server.readyAfterMs)} ms`);
    }
  } finally {
    await server.remove();
  }
  return {
    lines: [
      'Start until ready',
      ['first, with the creation of the database', milliseconds(cold)],
      [`warm, median of ${rounds} (limit: 2000 ms)`, milliseconds(median(warm))],
      ['warm, slowest', milliseconds(Math.max(...warm))],
    ],
    figures: { coldMs: cold, warmMs: warm, medianMs: median(warm) },
  };
};
