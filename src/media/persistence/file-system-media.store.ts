import type { OnModuleInit } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { UnavailableError } from '../../common/domain-error.js';
import type { Log } from '../../common/logging/log.js';
import { syncDirectory } from '../../database/embedded/directory-sync.js';
import { FileSystemDiskSpace } from '../../database/embedded/file-system-disk-space.js';
import type { ContentKey } from '../domain/media.js';
import { MediaStore, type ByteRange } from '../domain/media.store.js';
import { contentPath } from './content-path.js';

const PRIVATE_FILE = 0o600;
const PRIVATE_DIRECTORY = 0o700;
/** An upload that goes on writes more often than that. */
const LEFT_OVER_AFTER_MS = 10 * 60 * 1000;
const RETRY_WHEN_FULL_SECONDS = 30;
const FULL = new Set(['ENOSPC', 'EDQUOT']);

export interface FileSystemMediaOptions {
  /** Made when it is first needed. */
  readonly directory: string;
  /** What must stay free on the disk besides the media. */
  readonly minFreeBytes: number;
}

/** Keeps media as files. A file has its name only when all of its bytes are on the disk. */
export class FileSystemMediaStore extends MediaStore implements OnModuleInit {
  private readonly incoming: string;
  private announcedBytes = 0;
  private lastSweep = 0;

  constructor(
    private readonly options: FileSystemMediaOptions,
    private readonly log: Log,
  ) {
    super();
    this.incoming = join(options.directory, 'incoming');
  }

  async onModuleInit(): Promise<void> {
    await this.sweep();
  }

  async put(content: ContentKey, contentLength: number, bytes: Readable): Promise<void> {
    const temporary = join(this.incoming, randomUUID());
    this.announcedBytes += contentLength;
    try {
      await this.makeDirectory(this.incoming);
      await this.sweep();
      await this.requireSpace();
      await writeDurably(temporary, bytes);
      const path = this.pathOf(content);
      await this.makeDirectory(dirname(path));
      await rename(temporary, path);
      await syncDirectory(dirname(path));
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined);
      throw fileError(bytes.errored ?? error);
    } finally {
      this.announcedBytes -= contentLength;
    }
  }

  async has(content: ContentKey): Promise<boolean> {
    try {
      return (await stat(this.pathOf(content))).isFile();
    } catch (error) {
      if (isMissing(error)) return false;
      throw fileError(error);
    }
  }

  async remove(content: ContentKey): Promise<void> {
    const path = this.pathOf(content);
    try {
      await rm(path);
      await syncDirectory(dirname(path));
    } catch (error) {
      if (!isMissing(error)) throw fileError(error);
    }
  }

  async read(content: ContentKey, range?: ByteRange): Promise<Readable | null> {
    try {
      const file = await open(this.pathOf(content), 'r');
      return file.createReadStream(range);
    } catch (error) {
      if (isMissing(error)) return null;
      throw fileError(error);
    }
  }

  /** Removes what uploads have left behind whose process was killed; at most once in a while. */
  private async sweep(): Promise<void> {
    const now = Date.now();
    if (now - this.lastSweep < LEFT_OVER_AFTER_MS) return;
    this.lastSweep = now;
    try {
      for (const name of await readdir(this.incoming)) {
        const path = join(this.incoming, name);
        const { mtimeMs } = await stat(path);
        if (now - mtimeMs < LEFT_OVER_AFTER_MS) continue;
        await rm(path, { force: true });
        this.log.info('Removed what an upload of media had left behind', { path });
      }
    } catch (error) {
      if (!isMissing(error)) this.log.warn('Cannot look for what uploads have left behind', { error });
    }
  }

  /** Before the disk is full: the database may lie on it too. Counts what is being uploaded as a whole, whatever of it is there already. */
  private async requireSpace(): Promise<void> {
    const { directory, minFreeBytes } = this.options;
    if (minFreeBytes === 0) return;
    const free = await new FileSystemDiskSpace(directory).freeBytes();
    if (free < minFreeBytes + this.announcedBytes)
      throw new UnavailableError(
        'The disk is nearly full; no media are taken in until there is space',
        RETRY_WHEN_FULL_SECONDS,
      );
  }

  private async makeDirectory(path: string): Promise<void> {
    const first = await mkdir(path, { recursive: true, mode: PRIVATE_DIRECTORY });
    if (first === undefined) return;
    // A directory is lost in a power cut unless the one that it was made in is synced.
    for (let made = path; made.length >= first.length; made = dirname(made))
      await syncDirectory(dirname(made));
  }

  private pathOf(content: ContentKey): string {
    return join(this.options.directory, ...contentPath(content));
  }
}

/** On the disk when resolved. */
async function writeDurably(path: string, bytes: Readable): Promise<void> {
  const file = await open(path, 'wx', PRIVATE_FILE);
  try {
    await writeFile(file, bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(codeOf(error));
}

/** What goes wrong with files passes, or is to be put right on this machine; it is never the caller's mistake. */
function fileError(error: unknown): unknown {
  if (error instanceof UnavailableError || codeOf(error) === '') return error;
  return FULL.has(codeOf(error))
    ? new UnavailableError('The disk has no space left for media', RETRY_WHEN_FULL_SECONDS, { cause: error })
    : new UnavailableError('Media cannot be stored or read at the moment; try again', 5, { cause: error });
}

function codeOf(error: unknown): string {
  const isSystemError = typeof error === 'object' && error !== null && 'code' in error && 'syscall' in error;
  return isSystemError ? String(error.code) : '';
}
