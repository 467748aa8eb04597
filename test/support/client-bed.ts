import { eventually } from './eventually.js';
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

  static async start(more: Readonly<Record<string, string>> = {}): Promise<ClientBed> {
    const env = {
      ...more,
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

  /** The same as the header that exporters of OpenTelemetry are given. */
  get authorization(): string {
    return `Basic ${Buffer.from(`${PUBLIC_KEY}:${SECRET_KEY}`).toString('base64')}`;
  }

  /** Of OTLP/gRPC, where OTLP_GRPC_ADDR has been set; calls do not pass the proxy. */
  async grpcUrl(): Promise<string> {
    const address = (): string | undefined => /OTLP\/gRPC on ([^"\s]+)/.exec(this.server.logs)?.[1];
    await eventually(() => address() !== undefined);
    return `http://${address() ?? ''}`;
  }

  async stop(): Promise<void> {
    await this.proxy.close();
    await this.server.stop();
  }
}
