import type { TestXtrace } from './server.js';

/** An answer's object, of which a test looks at what it likes. */
export type Json = Record<string, unknown>;

export interface TraceAnswer extends Json {
  readonly observations: Json[];
}

/** @throws Error where there is no such trace */
export async function storedTrace(server: TestXtrace, id: string): Promise<TraceAnswer> {
  const answer = await server.get(`/api/public/traces/${encodeURIComponent(id)}`);
  if (answer.status !== 200) throw new Error(`${id}: ${answer.status} ${answer.text}`);
  return answer.json<TraceAnswer>();
}

export async function hasTrace(server: TestXtrace, id: string): Promise<boolean> {
  const { status } = await server.get(`/api/public/traces/${encodeURIComponent(id)}`);
  return status === 200;
}

/** Writes traces and observations. @throws Error where they are refused */
export async function ingest(server: TestXtrace, body: unknown): Promise<void> {
  const answer = await server.post('/v1/l/batch', body);
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
}
