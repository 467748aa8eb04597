import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/;

/** What a bucket's service is to answer instead of doing what it is asked for. */
export interface S3Failure {
  readonly status: number;
  readonly code: string;
}

/** A service with one bucket that speaks what xtrace uses of S3 over HTTP: signed requests, bodies whose hash is checked, ranges, errors as XML. */
export class S3Endpoint {
  readonly credentials = { accessKeyId: 'key-of-the-tests', secretAccessKey: 'secret-of-the-tests' };
  readonly bucket = 'bucket-of-the-tests';
  readonly objects = new Map<string, Buffer>();
  /** Answered to everything while it is set. */
  failure: S3Failure | null = null;

  private constructor(private readonly server: Server) {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      this.answer(request, response).catch(() => response.destroy());
    });
  }

  static async start(): Promise<S3Endpoint> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new S3Endpoint(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refuse = (status: number, code: string): void => {
      response.writeHead(status, { 'Content-Type': 'application/xml' });
      response.end(
        request.method === 'HEAD' ? '' : `<Error><Code>${code}</Code><Message>${code}</Message></Error>`,
      );
    };
    const [, bucket, key = ''] = /^\/([^/]+)\/([^?]+)/.exec(request.url ?? '') ?? [];
    if (this.failure !== null) refuse(this.failure.status, this.failure.code);
    else if (!this.isSigned(request)) refuse(403, 'SignatureDoesNotMatch');
    else if (bucket !== this.bucket) refuse(404, 'NoSuchBucket');
    else if (request.method === 'PUT') {
      // A body that is cut off fails here: nothing is stored.
      const body = await buffer(request);
      if (hex(body) !== request.headers['x-amz-content-sha256']) refuse(400, 'XAmzContentSHA256Mismatch');
      else {
        this.objects.set(key, body);
        response.end();
      }
    } else if (request.method === 'DELETE') {
      this.objects.delete(key);
      response.writeHead(204).end();
    } else {
      const body = this.objects.get(key);
      if (body === undefined) refuse(404, 'NoSuchKey');
      else sendObject(request, response, body);
    }
  }

  /** By AWS Signature Version 4. */
  private isSigned({ method, url = '', headers }: IncomingMessage): boolean {
    const [, id, day = '', region = '', names = '', signature] =
      AUTHORIZATION.exec(headers.authorization ?? '') ?? [];
    const { pathname, searchParams } = new URL(url, this.url);
    const query = [...searchParams].map((pair) => pair.map(encodeURIComponent).join('=')).sort();
    const lines = names.split(';').map((name) => `${name}:${String(headers[name]).trim()}`);
    const canonical = [
      method,
      pathname,
      query.join('&'),
      ...lines,
      '',
      names,
      headers['x-amz-content-sha256'],
    ];
    const scope = [day, region, 's3', 'aws4_request'];
    const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope.join('/'), hex(canonical.join('\n'))].join(
      '\n',
    );
    const { accessKeyId, secretAccessKey } = this.credentials;
    const signingKey = scope.reduce(hmac, Buffer.from(`AWS4${secretAccessKey}`));
    return id === accessKeyId && hmac(signingKey, text).toString('hex') === signature;
  }
}

function sendObject(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
  const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
  const part = start === undefined ? body : body.subarray(Number(start), Number(end) + 1);
  if (start !== undefined) {
    response.statusCode = 206;
    response.setHeader('Content-Range', `bytes ${start}-${end ?? ''}/${body.length}`);
  }
  response.setHeader('Content-Length', part.length);
  response.end(request.method === 'HEAD' ? undefined : part);
}

function hex(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
