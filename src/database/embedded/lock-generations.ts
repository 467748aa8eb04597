import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from './error-code.js';

const GENERATION = /^\d{1,15}$/;

/**
 * A directory of numbered files. The greatest number counts; a new one is made only by the single process that succeeds in
 * creating the next number, and the greatest is never removed. So two processes that both find the same dead holder
 * cannot both take its place, which a single lock file, removed and made anew, would allow.
 */
export class LockGenerations {
  constructor(private readonly directory: string) {}

  /** Null where there is none yet. */
  async latest(): Promise<number | null> {
    const numbers = await this.numbers();
    return numbers.length === 0 ? null : Math.max(...numbers);
  }

  file(generation: number): string {
    return join(this.directory, String(generation));
  }

  /** Empty where the file has gone meanwhile. */
  async read(generation: number): Promise<string> {
    try {
      return await readFile(this.file(generation), 'utf8');
    } catch {
      return '';
    }
  }

  /** Creates a generation with its whole content at once. False where somebody else was faster. */
  async claim(generation: number, content: string): Promise<boolean> {
    await mkdir(this.directory, { recursive: true, mode: 0o700 });
    const draft = join(this.directory, `draft-${randomUUID()}`);
    await writeFile(draft, content, { mode: 0o600, flag: 'wx' });
    try {
      await link(draft, this.file(generation));
    } catch (error) {
      if (errorCode(error) === 'EEXIST') return false;
      throw error;
    } finally {
      await rm(draft, { force: true });
    }
    // Where somebody was that slow that later generations have come and gone meanwhile, this one counts for nothing.
    if ((await this.latest()) === generation) return true;
    await rm(this.file(generation), { force: true });
    return false;
  }

  /** Overwrites an existing generation; does nothing where it has gone. */
  async rewrite(generation: number, content: string): Promise<void> {
    try {
      const file = await open(this.file(generation), 'r+');
      try {
        await file.write(content, 0);
        await file.truncate(Buffer.byteLength(content));
      } finally {
        await file.close();
      }
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error;
    }
  }

  async removeBelow(generation: number): Promise<void> {
    const older = (await this.numbers()).filter((number) => number < generation);
    await Promise.all(older.map((number) => rm(this.file(number), { force: true })));
  }

  private async numbers(): Promise<number[]> {
    try {
      return (await readdir(this.directory)).filter((name) => GENERATION.test(name)).map(Number);
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return [];
      throw error;
    }
  }
}
