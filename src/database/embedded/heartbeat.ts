import { stat, utimes } from 'node:fs/promises';

/** How often a holder renews the time of its lock file. */
export const HEARTBEAT_MS = 2_000;
/** How long somebody else watches the file before concluding that the holder is gone: three beats. */
export const WATCH_MS = 3 * HEARTBEAT_MS;
/** A file that was not renewed for so long needs no watching. Much more than clocks of two machines differ. */
export const CERTAINLY_STALE_MS = 60_000;

/** Renews the time of a file until the returned function is called. Never keeps the process alive. */
export function startHeartbeat(file: string): () => void {
  const timer = setInterval(() => {
    const now = new Date();
    // A missing file (somebody removed the data directory) is no reason to fall over here.
    utimes(file, now, now).catch(() => undefined);
  }, HEARTBEAT_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}

/**
 * Watches whether somebody renews the time of the file.
 * @param pause waits for so many milliseconds
 */
export async function hasHeartbeat(
  file: string,
  now: number,
  pause: (ms: number) => Promise<unknown>,
): Promise<boolean> {
  const before = await modifiedAt(file);
  if (before === null || now - before > CERTAINLY_STALE_MS) return false;
  for (let waited = 0; waited < WATCH_MS; waited += HEARTBEAT_MS / 4) {
    await pause(HEARTBEAT_MS / 4);
    const after = await modifiedAt(file);
    if (after === null) return false;
    if (after !== before) return true;
  }
  return false;
}

async function modifiedAt(file: string): Promise<number | null> {
  try {
    return (await stat(file)).mtimeMs;
  } catch {
    return null;
  }
}
