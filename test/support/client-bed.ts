import { RecordingProxy } from './recording-proxy.js';
import { startServer, type TestXtrace } from './server.js';

const PUBLIC_KEY = 'pk-lf-of-the-clients';
const SECRET_KEY = 'sk-lf-of-the-clients';

const PROJECT_ID = 'project-of-the-clients';

/** The server as somebody else's client meets it, at the address of a proxy that sees what the client does. */
export class ClientBed {
  readonly projectId = PROJECT_ID;

  private constructor(
    readonly server: TestXtrace,
    readonly proxy: RecordingProxy,
  ) {}

  static async start(): Promise<ClientBed> {
    const env = {
      LANGFUSE_INIT_PROJECT_ID: PROJECT_ID,
      LANGFUSE_INIT_PROJECT_NAME: 'Clients',
      LANGFUSE_INIT_PROJECT_PUBLIC_KEY: PUBLIC_KEY,
      LANGFUSE_INIT_PROJECT_SECRET_KEY: SECRET_KEY,
    };
    const server = await startServer({ env });
    return new ClientBed(server, await RecordingProxy.to(server.url));
  }

  /** As the clients want them. */
  get credentials(): { baseUrl: string; publicKey: string; secretKey: string } {
    return { baseUrl: this.proxy.url, publicKey: PUBLIC_KEY, secretKey: SECRET_KEY };
  }

  async stop(): Promise<void> {
    await this.proxy.close();
    await this.server.stop();
  }
}
