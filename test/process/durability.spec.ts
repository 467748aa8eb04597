import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { clusterPaths } from '../../src/database/embedded/cluster-paths.js';
import { signalTree } from '../support/child-processes.js';
import { connectionUrl } from '../support/connection-url.js';
import { eventually } from '../support/eventually.js';
import { seededRandom } from '../support/seeded-random.js';
import { startServer, type TestXtrace } from '../support/server.js';
import { missingTraces } from '../support/stored-under-load.js';
import { Writers } from '../support/writers.js';

const ROUNDS = 20;
const SEED = 8742;
const LONGEST_LOAD_MS = 400;
const VICTIMS = ['xtrace', 'PostgreSQL', 'everything'] as const;

describe('What was acknowledged', () => {
  const root = mkdtempSync('/tmp/xt-');
  const paths = clusterPaths(join(root, 'data'));
  const random = seededRandom(SEED);
  const acknowledged: string[] = [];
  let server: TestXtrace;

  function start(): Promise<TestXtrace> {
    return startServer({
      databaseUrl: null,
      env: { XTRACE_DATA_DIR: paths.dataDirectory, XTRACE_MIN_FREE_DISK_BYTES: '0' },
    });
  }

  function postgresPid(): number {
    return Number(readFileSync(join(paths.cluster, 'postmaster.pid'), 'utf8').split('\n')[0]);
  }

  function url(): string {
    const password = readFileSync(paths.password, 'utf8').trim();
    return connectionUrl({
      host: paths.socketDirectory,
      port: 5432,
      user: 'xtrace',
      password,
      database: 'xtrace',
    });
  }

  async function strike(victim: (typeof VICTIMS)[number]): Promise<void> {
    if (victim !== 'xtrace') signalTree(postgresPid(), 'SIGKILL');
    if (victim !== 'PostgreSQL') await server.kill();
  }

  beforeAll(async () => {
    chmodSync(root, 0o755);
    server = await start();
  });

  afterAll(async () => {
    await server.stop();
    rmSync(root, { recursive: true, force: true, maxRetries: 10 });
  });

  it.each(
    Array.from(
      { length: ROUNDS },
      (_, round) => [round + 1, VICTIMS[Math.floor(random() * VICTIMS.length)] ?? 'everything'] as const,
    ),
  )('survives kill -9, round %i: of %s', async (round, victim) => {
    const writers = new Writers((path, body) => server.post(path, body), `round-${round}`);
    await eventually(() => writers.acknowledged.length > 0);
    await pause(random() * LONGEST_LOAD_MS);
    await strike(victim);
    if (victim !== 'PostgreSQL') {
      await writers.stop();
      server = await start();
    } else {
      // Goes on through the restart: the server starts the database again by itself.
      const before = writers.acknowledged.length;
      await eventually(() => writers.acknowledged.length > before);
      await writers.stop();
      // An answer that was under way may have come after the kill, and /readyz says for a moment what it said before: the database itself knows.
      await eventually(async () => (await missingTraces(url(), [])).length === 0);
      await eventually(() => server.isReady());
    }
    expect(writers.wrongAnswers).toEqual([]);
    acknowledged.push(...writers.acknowledged);
    expect(await missingTraces(url(), acknowledged)).toEqual([]);
  });
});
