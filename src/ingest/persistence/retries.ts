import { setTimeout as sleep } from 'node:timers/promises';

/** How often a write that met another one is done again before its caller is told to come back. */
export const RETRIES = 3;

const LONGEST_STEP_MS = 10;

/** Random, so that two that met do not meet again. @param retry from 1 */
export async function pauseBefore(retry: number): Promise<void> {
  await sleep(Math.random() * LONGEST_STEP_MS * retry);
}
