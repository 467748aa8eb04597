import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../support/eventually.js';
import { RecordingProxy } from '../support/recording-proxy.js';
import { ServerProcess } from '../support/server-process.js';
import { runChecks, type Outcome, type PythonClient } from './python-client.js';
import { NotAtHandError, PythonEnvironments } from './python-environments.js';

/** Emitters of OpenTelemetry share what they stand on. */
const EMITTERS = 'opentelemetry.txt';
const CLIENTS: readonly PythonClient[] = [
  { name: 'langfuse 2', script: 'langfuse_2.py', requirements: 'langfuse-2.txt' },
  { name: 'langfuse 3', script: 'langfuse_3.py', requirements: 'langfuse-3.txt' },
  { name: 'langfuse 4', script: 'langfuse_4.py', requirements: 'langfuse-4.txt' },
  { name: 'LiteLLM', script: 'litellm_callback.py', requirements: 'litellm.txt' },
  { name: 'wrapper of OpenAI', script: 'openai_wrapper.py', requirements: 'litellm.txt' },
  { name: 'SDK of OpenTelemetry', script: 'opentelemetry_sdk.py', requirements: EMITTERS },
  { name: 'OpenInference', script: 'by_openinference.py', requirements: EMITTERS },
  { name: 'OpenLLMetry', script: 'by_openllmetry.py', requirements: EMITTERS },
  { name: 'Pydantic AI', script: 'by_pydantic_ai.py', requirements: EMITTERS },
  { name: 'LiteLLM by OpenTelemetry', script: 'by_litellm.py', requirements: EMITTERS },
  {
    name: 'LiteLLM by OpenTelemetry of Langfuse',
    script: 'by_litellm_langfuse.py',
    requirements: EMITTERS,
  },
];
const PROJECT_ID = 'project-of-the-clients';
const PUBLIC_KEY = 'pk-lf-of-the-clients';
const SECRET_KEY = 'sk-lf-of-the-clients';
const NO_LIMIT = '1000000';
/** The first start of an embedded database, on a machine that does other things too. */
const START_PATIENCE_MS = 60_000;

/** Runs the checks of all clients for Python against a server of their own; returns the status to end with. */
export async function runPythonClients(root: string, print: (line: string) => void): Promise<number> {
  const directory = join(root, 'test', 'python-clients');
  const pythons = new Map<string, string>();
  try {
    const environments = await PythonEnvironments.in(join(root, '.test-tmp', 'python'), print);
    const install = async (requirements: string): Promise<void> => {
      pythons.set(requirements, await environments.with(join(directory, 'requirements', requirements)));
    };
    await Promise.all([...new Set(CLIENTS.map(({ requirements }) => requirements))].map(install));
  } catch (error) {
    if (!(error instanceof NotAtHandError)) throw error;
    print(`not run: ${error.message}`);
    return 0;
  }
  const outcomes: Outcome[] = [];
  await withServer(root, async ({ url, grpcAddress }, proxy) => {
    const env = {
      LANGFUSE_HOST: proxy.url,
      PYTHONPYCACHEPREFIX: join(root, '.test-tmp', 'python', 'bytecode'),
      LANGFUSE_PUBLIC_KEY: PUBLIC_KEY,
      LANGFUSE_SECRET_KEY: SECRET_KEY,
      XTRACE_PROJECT_ID: PROJECT_ID,
      XTRACE_DIRECT_URL: url,
      XTRACE_GRPC_ADDRESS: grpcAddress,
      // Its own table of prices, instead of one that it would fetch.
      LITELLM_LOCAL_MODEL_COST_MAP: 'True',
    };
    for (const client of CLIENTS) {
      const python = pythons.get(client.requirements) ?? '';
      outcomes.push(await runChecks({ client, python, directory, env, proxy, print }));
    }
  });
  const failed = outcomes.reduce((sum, each) => sum + each.failed, 0);
  const passed = outcomes.reduce((sum, each) => sum + each.passed, 0);
  print(`\n${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

interface Addresses {
  readonly url: string;
  /** Host and port of OTLP/gRPC. */
  readonly grpcAddress: string;
}

async function withServer(
  root: string,
  use: (addresses: Addresses, proxy: RecordingProxy) => Promise<void>,
): Promise<void> {
  const data = await mkdtemp(join(tmpdir(), 'xtrace-python-'));
  const server = ServerProcess.spawn({
    directory: root,
    env: {
      BIND_ADDR: '127.0.0.1:0',
      OTLP_GRPC_ADDR: '127.0.0.1:0',
      XTRACE_DATA_DIR: data,
      RATE_LIMIT_QPS: NO_LIMIT,
      RATE_LIMIT_BURST: NO_LIMIT,
      LANGFUSE_INIT_PROJECT_ID: PROJECT_ID,
      LANGFUSE_INIT_PROJECT_NAME: 'Clients',
      LANGFUSE_INIT_PROJECT_PUBLIC_KEY: PUBLIC_KEY,
      LANGFUSE_INIT_PROJECT_SECRET_KEY: SECRET_KEY,
    },
  });
  try {
    const url = await server.listening();
    await eventually(async () => (await fetch(`${url}/readyz`)).ok, START_PATIENCE_MS);
    const grpcAddress = (): string | undefined => /OTLP\/gRPC on ([^"\s]+)/.exec(server.output)?.[1];
    await eventually(() => grpcAddress() !== undefined, START_PATIENCE_MS);
    const proxy = await RecordingProxy.to(url);
    try {
      await use({ url, grpcAddress: grpcAddress() ?? '' }, proxy);
    } finally {
      await proxy.close();
    }
    server.signal('SIGTERM');
    await server.ended();
  } catch (error) {
    await server.kill();
    throw error;
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}
