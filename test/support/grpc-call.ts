import { Client, credentials, Metadata, type ServiceError } from '@grpc/grpc-js';
import { connect } from 'node:http2';
import { eventually } from './eventually.js';
import type { TestXtrace } from './server.js';

const asItIs = (bytes: Buffer): Buffer => bytes;
const GZIP = 2;

/** A client of OTLP/gRPC that sends bytes as they are. */
export class GrpcCaller {
  private readonly clients: Client[] = [];

  private constructor(private readonly address: string) {}

  /** Resolves when the server has said where it listens. */
  static async of(server: TestXtrace): Promise<GrpcCaller> {
    const address = (): string | undefined => /OTLP\/gRPC on ([^"\s]+)/.exec(server.logs)?.[1];
    await eventually(() => address() !== undefined);
    return new GrpcCaller(address() ?? '');
  }

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
  async failure(
    path: string,
    message: Buffer,
    authorization: string | null,
    isGzip = false,
  ): Promise<ServiceError> {
    const outcome = await this.call(path, message, authorization, isGzip).catch((error: unknown) => error);
    if (outcome instanceof Error && 'code' in outcome) return outcome as ServiceError;
    throw new Error(`The call has not failed: ${String(outcome)}`);
  }

  /** Sends bytes that no client would send as what they are said to be compressed with. Resolves with the code of the answer. */
  async codeOfCompressed(
    path: string,
    compressed: Buffer,
    encoding: string,
    authorization: string,
  ): Promise<number> {
    const session = connect(`http://${this.address}`);
    try {
      return await new Promise((resolve, reject) => {
        const stream = session.request({
          ':method': 'POST',
          ':path': path,
          'content-type': 'application/grpc',
          te: 'trailers',
          'grpc-encoding': encoding,
          authorization,
        });
        const settle = (headers: Record<string, unknown>): void => {
          if (headers['grpc-status'] !== undefined) resolve(Number(headers['grpc-status']));
        };
        stream.on('response', settle).on('trailers', settle).on('error', reject);
        const prefix = Buffer.alloc(5, 1);
        prefix.writeUInt32BE(compressed.length, 1);
        stream.end(Buffer.concat([prefix, compressed]));
        stream.resume();
      });
    } finally {
      session.close();
    }
  }

  close(): void {
    for (const client of this.clients) client.close();
  }
}
