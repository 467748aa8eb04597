import { cpuSeconds, familyCpuSeconds } from './process-usage.js';
import type { ServerUnderTest } from '../server/server-under-test.js';

/** Processor seconds that something took. */
export interface CpuUse {
  readonly server: number;
  readonly postgres: number;
  /** Of this process: the load generator, or the COPY client. */
  readonly client: number;
}

export interface Measured<T> {
  readonly result: T;
  readonly seconds: number;
  readonly cpu: CpuUse;
}

/** Runs something and measures how long it takes, and whose processor time. */
export async function measured<T>(server: ServerUnderTest, work: () => Promise<T>): Promise<Measured<T>> {
  const before = cpuNow(server);
  const begun = performance.now();
  const result = await work();
  const seconds = (performance.now() - begun) / 1000;
  const after = cpuNow(server);
  return {
    result,
    seconds,
    cpu: {
      server: after.server - before.server,
      postgres: after.postgres - before.postgres,
      client: after.client - before.client,
    },
  };
}

function cpuNow({ pid, postgresPid }: ServerUnderTest): CpuUse {
  const { user, system } = process.cpuUsage();
  return { server: cpuSeconds(pid), postgres: familyCpuSeconds(postgresPid), client: (user + system) / 1e6 };
}
