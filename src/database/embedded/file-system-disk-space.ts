import { statfs } from 'node:fs/promises';
import { DiskSpace } from './disk-space.js';

export class FileSystemDiskSpace extends DiskSpace {
  /** @param path an existing file or directory on the file system in question */
  constructor(private readonly path: string) {
    super();
  }

  async freeBytes(): Promise<number> {
    const { bavail, bsize } = await statfs(this.path);
    return bavail * bsize;
  }
}
