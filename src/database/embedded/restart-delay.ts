const FIRST_MS = 100;
const LONGEST_MS = 5_000;

/** How long to wait before restarting a server that has failed so many times in a row (1, 2, …). */
export function restartDelayMs(failures: number): number {
  return Math.min(FIRST_MS * 2 ** (failures - 1), LONGEST_MS);
}
