import { mkdir } from 'node:fs/promises';

/**
 * Makes a directory where there is none; one that exists keeps its permissions. Others may not list it. As root they may
 * pass through it, because one of them is the account that runs PostgreSQL; what lies there is closed to them by itself.
 */
export async function provideDirectory(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true, mode: process.geteuid?.() === 0 ? 0o711 : 0o700 });
}
