import { setTimeout as sleep } from 'node:timers/promises';
import { HttpConnection } from '../load/http-connection.js';
import { getRequest } from '../load/http-request.js';
import type { ServerUnderTest } from '../server/server-under-test.js';

const EVERY_MS = 10;

/** Asks for /healthz every 10 ms over a connection of its own, for as long as `work` takes; returns the slowest answer. */
export async function slowestHealth<T>(
  server: ServerUnderTest,
  work: () => Promise<T>,
): Promise<{ result: T; slowestMs: number }> {
  const connection = await HttpConnection.open(server.port);
  const request = getRequest(server, '/healthz');
  const state = { isDone: false };
  let slowestMs = 0;
  const polling = (async () => {
    while (!state.isDone) {
      const sent = performance.now();
      await connection.send(request);
      slowestMs = Math.max(slowestMs, performance.now() - sent);
      await sleep(EVERY_MS);
    }
  })();
  const result = await work().finally(() => (state.isDone = true));
  await polling;
  connection.close();
  return { result, slowestMs };
}
