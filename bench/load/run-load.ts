import type { ServerUnderTest } from '../server/server-under-test.js';
import { HttpConnection } from './http-connection.js';
import type { RequestSource } from './request-source.js';

export interface LoadResult {
  /** Requests that were answered with 200. */
  readonly acknowledged: number;
  /** How often each other status came. */
  readonly refused: Readonly<Record<number, number>>;
  readonly latenciesMs: readonly number[];
}

/** Sends from each source over a connection of its own, the next request as soon as the last one is answered. */
export async function runLoad(
  { port }: ServerUnderTest,
  sources: readonly RequestSource[],
  seconds: number,
): Promise<LoadResult> {
  const until = performance.now() + seconds * 1000;
  const latenciesMs: number[] = [];
  const refused: Record<number, number> = {};
  const drive = async (source: RequestSource): Promise<void> => {
    const connection = await HttpConnection.open(port);
    while (performance.now() < until) {
      const request = source.next();
      const sent = performance.now();
      const { status } = await connection.send(request);
      if (status === 200) latenciesMs.push(performance.now() - sent);
      else refused[status] = (refused[status] ?? 0) + 1;
    }
    connection.close();
  };
  await Promise.all(sources.map(drive));
  return { acknowledged: latenciesMs.length, refused, latenciesMs };
}
