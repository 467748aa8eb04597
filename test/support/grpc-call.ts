import { Client, credentials, Metadata, type ServiceError } from '@grpc/grpc-js';

const asItIs = (bytes: Buffer): Buffer => bytes;
const GZIP = 2;

/** A client of OTLP/gRPC that sends bytes as they are. */
export class GrpcCaller {
  private readonly clients: Client[] = [];

  constructor(private readonly address: string) {}

  /** @throws ServiceError */
  call(path: string, message: Buffer, authorization: string | null, isGzip = false): Promise<Buffer> {
    const options = isGzip ? { 'grpc.default_compression_algorithm': GZIP } : {};
    const client = new Client(this.address, credentials.createInsecure(), options);
    this.clients.push(client);
    const metadata = new Metadata();
    if (authorization !== null) metadata.set('authorization', authorization);
    return new Promise((resolve, reject) => {
      client.makeUnaryRequest(path, asItIs, asItIs, message, metadata, (error, response) => {
        if (error !== null) reject(error);
        else resolve(response ?? Buffer.alloc(0));
      });
    });
  }

  /** How a call fails. @throws Error where it does not */
  async failure(path: string, message: Buffer, authorization: string | null): Promise<ServiceError> {
    const outcome = await this.call(path, message, authorization).catch((error: unknown) => error);
    if (outcome instanceof Error && 'code' in outcome) return outcome as ServiceError;
    throw new Error(`The call has not failed: ${String(outcome)}`);
  }

  close(): void {
    for (const client of this.clients) client.close();
  }
}
