import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppConfig } from '../../config/app-config.js';

/** The package root: this file is three folders below it, compiled or not. */
const FILE = join(__dirname, '..', '..', '..', 'openapi.json');

export interface ServedDocument {
  readonly text: string;
  /** A strong entity tag. */
  readonly etag: string;
}

/** openapi.json as this server is reached. */
@Injectable()
export class OpenApiDocumentService {
  private served: Promise<ServedDocument> | null = null;

  constructor(private readonly config: AppConfig) {}

  /** Read when it is first asked for. */
  document(): Promise<ServedDocument> {
    this.served ??= this.read().catch((error: unknown) => {
      this.served = null;
      throw error;
    });
    return this.served;
  }

  private async read(): Promise<ServedDocument> {
    const document = JSON.parse(await readFile(FILE, 'utf8')) as Record<string, unknown>;
    // Relative to the host that the client knows, which may be a gateway's.
    const servers = [{ url: this.config.basePath || '/', description: 'This server.' }];
    const text = JSON.stringify({ ...document, servers });
    return { text, etag: `"${createHash('sha256').update(text).digest('base64url')}"` };
  }
}
