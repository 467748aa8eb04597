import type { ServerUnderTest } from '../server/server-under-test.js';
import { HttpConnection, type HttpAnswer } from './http-connection.js';
import type { RequestSource } from './request-source.js';

export interface LoadResult {
  /** Requests that were answered as hoped for. */
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
  isTaken: (answer: HttpAnswer) => boolean = ({ status }) => status === 200,
): Promise<LoadResult> {
  const until = performance.now() + seconds * 1000;
  const latenciesMs: number[] = [];
  const refused: Record<number, number> = {};
  const drive = async (source: RequestSource): Promise<void> => {
    const connection = await HttpConnection.open(port);
    while (performance.now() < until) {
      const request = source.next();
      const sent = performance.now();
      const answer = await connection.send(request);
      const { status } = answer;
      if (isTaken(answer)) latenciesMs.push(performance.now() - sent);
      else refused[status] = (refused[status] ?? 0) + 1;
    }
    connection.close();
  };
  await Promise.all(sources.map(drive));
  return { acknowledged: latenciesMs.length, refused, latenciesMs };
}
