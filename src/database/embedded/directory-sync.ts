import { open } from 'node:fs/promises';

/** Makes sure that files which were made in a directory, or renamed into it, are still there after a power cut. */
export async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return; // where a directory cannot be opened
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
