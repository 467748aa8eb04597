import type {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { UnavailableError } from '../../common/domain-error.js';
import type { ContentKey } from '../domain/media.js';
import { MediaStore, type ByteRange } from '../domain/media.store.js';
import { contentPath } from './content-path.js';

const CONNECT_WITHIN_MS = 5000;
/** Without a byte in either direction. */
const IDLE_MS = 60_000;
/** Services other than AWS want some region, whichever. */
const ANY_REGION = 'us-east-1';
const RETRY_AFTER_SECONDS = 5;

/** The SDK writes to the console else. What matters is in the errors that it throws. */
const SILENT = {
  debug: (): void => undefined,
  info: (): void => undefined,
  warn: (): void => undefined,
  error: (): void => undefined,
};

export interface BucketOptions {
  readonly bucket: string;
  /** Empty, or ends with a slash. */
  readonly prefix: string;
  /** Null: that of AWS. */
  readonly endpoint: string | null;
  /** Null, like the credentials: as the SDK finds it. */
  readonly region: string | null;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } | null;
  readonly isPathStyle: boolean;
}

interface Sdk {
  readonly client: S3Client;
  readonly Get: typeof GetObjectCommand;
  readonly Head: typeof HeadObjectCommand;
  readonly Put: typeof PutObjectCommand;
  readonly Delete: typeof DeleteObjectCommand;
}

/** Keeps media in a bucket of any service that speaks S3. */
export class BucketMediaStore extends MediaStore implements BeforeApplicationShutdown {
  private sdk: Promise<Sdk> | undefined;

  constructor(private readonly options: BucketOptions) {
    super();
  }

  async beforeApplicationShutdown(): Promise<void> {
    (await this.sdk)?.client.destroy();
  }

  async put(content: ContentKey, contentLength: number, bytes: Readable): Promise<void> {
    const abort = new AbortController();
    // The SDK does not notice: it would go on waiting for the rest.
    const onError = (): void => abort.abort();
    bytes.once('error', onError);
    try {
      const { client, Put } = await this.load();
      const command = new Put({
        ...this.place(content),
        Body: bytes,
        ContentLength: contentLength,
        ContentType: 'application/octet-stream',
      });
      signHash(command, content);
      if (bytes.errored === null) await client.send(command, { abortSignal: abort.signal });
      if (bytes.errored !== null) throw bytes.errored;
    } catch (error) {
      throw bytes.errored ?? bucketError(error);
    } finally {
      bytes.off('error', onError);
    }
  }

  async has(content: ContentKey): Promise<boolean> {
    try {
      const { client, Head } = await this.load();
      await client.send(new Head(this.place(content)));
      return true;
    } catch (error) {
      if (statusOf(error) === 404) return false;
      throw bucketError(error);
    }
  }

  async remove(content: ContentKey): Promise<void> {
    try {
      const { client, Delete } = await this.load();
      await client.send(new Delete(this.place(content)));
    } catch (error) {
      throw bucketError(error);
    }
  }

  async read(content: ContentKey, range?: ByteRange): Promise<Readable | null> {
    try {
      const { client, Get } = await this.load();
      const part = range === undefined ? {} : { Range: `bytes=${range.start}-${range.end}` };
      const { Body } = await client.send(new Get({ ...this.place(content), ...part }));
      return Body as Readable;
    } catch (error) {
      if ((error as Error).name === 'NoSuchKey') return null;
      throw bucketError(error);
    }
  }

  private place(content: ContentKey): { Bucket: string; Key: string } {
    const { bucket, prefix } = this.options;
    return { Bucket: bucket, Key: prefix + contentPath(content).join('/') };
  }

  /** When it is first needed: the SDK takes time and memory that most servers have no use for. */
  private load(): Promise<Sdk> {
    this.sdk ??= connect(this.options);
    return this.sdk;
  }
}

async function connect({ endpoint, region, credentials, isPathStyle }: BucketOptions): Promise<Sdk> {
  const sdk = await import('@aws-sdk/client-s3');
  const client = new sdk.S3Client({
    ...(endpoint === null ? {} : { endpoint }),
    ...(region !== null ? { region } : endpoint === null ? {} : { region: ANY_REGION }),
    ...(credentials === null ? {} : { credentials }),
    forcePathStyle: isPathStyle,
    // Not all services know the checksums that AWS has added; the hash is signed instead, which they all check.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    logger: SILENT,
    requestHandler: { connectionTimeout: CONNECT_WITHIN_MS, socketTimeout: IDLE_MS },
  });
  return {
    client,
    Get: sdk.GetObjectCommand,
    Head: sdk.HeadObjectCommand,
    Put: sdk.PutObjectCommand,
    Delete: sdk.DeleteObjectCommand,
  };
}

/** So that the service, too, refuses other bytes. The SDK leaves the body of a stream unsigned. */
function signHash(command: PutObjectCommand, { sha256 }: ContentKey): void {
  command.middlewareStack.add(
    (next) => (args) => {
      const { headers } = args.request as { headers: Record<string, string> };
      headers['x-amz-content-sha256'] = Buffer.from(sha256, 'base64').toString('hex');
      return next(args);
    },
    { step: 'build', name: 'signHash' },
  );
}

/** Whatever a bucket does not do, the caller can only try again; the log says why. */
function bucketError(error: unknown): UnavailableError {
  return new UnavailableError('The place of the media is not available; try again', RETRY_AFTER_SECONDS, {
    cause: error,
  });
}

function statusOf(error: unknown): number | undefined {
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
}
