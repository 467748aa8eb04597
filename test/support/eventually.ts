import { setTimeout as pause } from 'node:timers/promises';

/** Less than a test may take, so that a wait in vain says what it waited for before Jest says that a test took too long. */
const PATIENCE_MS = 25_000;
const LOOK_EVERY_MS = 20;

/**
 * Waits until the condition holds; an error counts as "not yet".
 * @throws Error with the condition, the line that waits for it and the last error, where it has not come to hold in time, or does not answer
 */
export async function eventually(
  condition: () => boolean | Promise<boolean>,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const inVain = new Error(`Waited ${patienceMs} ms in vain for: ${condition.toString()}`);
  Error.captureStackTrace(inVain, eventually);
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(inVain), patienceMs);
  });
  const end = performance.now() + patienceMs;
  const holds = async (): Promise<void> => {
    while (performance.now() < end) {
      try {
        if (await condition()) return;
      } catch (error) {
        inVain.cause = error;
      }
      await pause(LOOK_EVERY_MS);
    }
  };
  try {
    await Promise.race([holds(), deadline]);
  } finally {
    clearTimeout(timer);
  }
}
