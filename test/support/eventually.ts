import { setTimeout as pause } from 'node:timers/promises';

/** Waits until the condition holds; an error counts as "not yet". The test's own time limit is the only one. */
export async function eventually(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (;;) {
    try {
      if (await condition()) return;
    } catch {
      // not yet
    }
    await pause(20);
  }
}
