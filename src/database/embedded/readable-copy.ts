import { chmod, copyFile, mkdir, readdir, readlink, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Copies a directory tree so that every account can read it and run what can be run, whatever the umask and the permissions
 * of the original; nobody but the owner can write to it. Links are copied as they are.
 */
export async function copyReadable(source: string, target: string): Promise<void> {
  await mkdir(target);
  for (const entry of await readdir(source, { withFileTypes: true })) {
    const from = join(source, entry.name);
    const to = join(target, entry.name);
    if (entry.isDirectory()) await copyReadable(from, to);
    else if (entry.isSymbolicLink()) await symlink(await readlink(from), to);
    else {
      await copyFile(from, to);
      await chmod(to, ((await stat(from)).mode & 0o100) !== 0 ? 0o755 : 0o644);
    }
  }
  await chmod(target, 0o755);
}
