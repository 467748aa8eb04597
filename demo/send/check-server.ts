import { DemoError } from '../demo-error.js';
import type { XtraceClient } from './xtrace-client.js';

/** Makes sure, before anything is written, that xtrace is there, ready, and takes the token. Says otherwise what to do. */
export async function checkServer(client: XtraceClient, url: string): Promise<void> {
  const health = await answerOf(client, '/healthz', url);
  if (health.status !== 200) {
    throw new DemoError(`${url}/healthz was answered ${String(health.status)}. Is that xtrace?`);
  }
  const readiness = await client.get('/readyz');
  if (readiness.status !== 200) {
    throw new DemoError(`xtrace at ${url} is not ready: is its database there? Try again in a moment.`);
  }
  const access = await client.get('/api/public/projects');
  if (access.status === 401 || access.status === 403) {
    throw new DemoError(
      `xtrace at ${url} does not take this token. Set API_BEARER_TOKEN to the one it was started with.`,
    );
  }
  if (access.status !== 200) {
    throw new DemoError(
      `${url}/api/public/projects was answered ${String(access.status)}: ${access.body.slice(0, 300)}`,
    );
  }
}

async function answerOf(client: XtraceClient, path: string, url: string): Promise<{ status: number }> {
  try {
    return await client.get(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DemoError(
      `${reason}. Start xtrace with "npm start", or say where it is with --url (${url} was tried).`,
      {
        cause: error,
      },
    );
  }
}
