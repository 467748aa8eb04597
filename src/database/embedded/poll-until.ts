import { setTimeout as pause } from 'node:timers/promises';

/** Asks again and again until the condition holds. Returns false when it did not within `forMs`. */
export async function pollUntil(
  condition: () => boolean | Promise<boolean>,
  forMs: number,
  everyMs = 20,
): Promise<boolean> {
  const deadline = performance.now() + forMs;
  for (;;) {
    if (await condition()) return true;
    if (performance.now() >= deadline) return false;
    await pause(everyMs);
  }
}
