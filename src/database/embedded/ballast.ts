import { randomBytes } from 'node:crypto';
import { open, rm, stat } from 'node:fs/promises';
import type { DiskSpace } from './disk-space.js';

const MEBIBYTE = 1024 * 1024;
const BALLAST_BYTES = 64 * MEBIBYTE;
/** It is no use where it would itself be what fills the disk. */
const NEEDED_FREE_BYTES = 4 * BALLAST_BYTES;

/**
 * A file that only takes up room. A server that stopped because the disk was full needs some room to recover, and cannot
 * start, let alone be asked to delete anything, until it has it: it gets that of the ballast.
 */
export class Ballast {
  constructor(
    private readonly file: string,
    private readonly diskSpace: DiskSpace,
  ) {}

  /** Makes the file unless it is there, or there is not enough room. */
  async provide(): Promise<void> {
    if ((await this.size()) >= BALLAST_BYTES || (await this.diskSpace.freeBytes()) < NEEDED_FREE_BYTES)
      return;
    const handle = await open(this.file, 'w', 0o600);
    try {
      // Random, because some file systems store zeros in no room at all.
      const block = randomBytes(MEBIBYTE);
      for (let written = 0; written < BALLAST_BYTES; written += MEBIBYTE) await handle.write(block);
      await handle.sync();
      await handle.close();
    } catch (error) {
      await handle.close().catch(() => undefined);
      await this.release();
      throw error;
    }
  }

  /** Gives the room back. Returns whether there was any. */
  async release(): Promise<boolean> {
    const hadRoom = (await this.size()) > 0;
    await rm(this.file, { force: true });
    return hadRoom;
  }

  private async size(): Promise<number> {
    return stat(this.file).then(
      (found) => found.size,
      () => 0,
    );
  }
}
