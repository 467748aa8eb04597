import { appendFile, rename, stat } from 'node:fs/promises';

const MAXIMUM_BYTES = 5 * 1024 * 1024;
/** What may wait to be written; more than a full or a slow disk takes is dropped. */
const MAXIMUM_WAITING_BYTES = 1024 * 1024;

/** A log file that never grows beyond a size: it then becomes the file `.1`, in place of the one before. */
export class BoundedLogFile {
  private waiting = 0;
  private last: Promise<void> = Promise.resolve();

  constructor(
    private readonly file: string,
    private readonly maximumBytes = MAXIMUM_BYTES,
  ) {}

  /** Never throws: a log that cannot be written must not stop what it tells about. */
  write(text: string): void {
    const bytes = Buffer.byteLength(text);
    if (this.waiting + bytes > MAXIMUM_WAITING_BYTES) return;
    this.waiting += bytes;
    this.last = this.last
      .then(() => this.append(text, bytes))
      .catch(() => undefined)
      .finally(() => {
        this.waiting -= bytes;
      });
  }

  /** Resolves when everything is written that was given so far. */
  flushed(): Promise<void> {
    return this.last;
  }

  private async append(text: string, bytes: number): Promise<void> {
    const size = await stat(this.file).then(
      (found) => found.size,
      () => 0,
    );
    if (size > 0 && size + bytes > this.maximumBytes) await rename(this.file, `${this.file}.1`);
    await appendFile(this.file, text, { mode: 0o600 });
  }
}
