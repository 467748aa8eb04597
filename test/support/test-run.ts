import { createTemplate, dropDatabasesOfRun, newTemplateName } from './template-database.js';
import { startTestServer, type TestServer } from './test-server.js';

/** What one run of Jest has started. Lives in Jest's own process; the workers know it from their environment. */
let running: { server: TestServer; template: string } | null = null;

export async function startRun(): Promise<void> {
  const server = await startTestServer();
  const template = newTemplateName();
  running = { server, template };
  try {
    await createTemplate(server.adminUrl, template);
  } catch (error) {
    // Jest runs no global teardown after a global setup that failed.
    await endRun();
    throw error;
  }
  process.env.TEST_DATABASE_ADMIN_URL = server.adminUrl;
  process.env.TEST_DATABASE_TEMPLATE = template;
}

export async function endRun(): Promise<void> {
  if (running === null) return;
  const { server, template } = running;
  running = null;
  try {
    await dropDatabasesOfRun(server.adminUrl, template);
  } finally {
    await server.stop();
  }
}
