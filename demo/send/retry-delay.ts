const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 30_000;

/** How long to wait after the given attempt (counted from 1): what Retry-After says in seconds, else ever longer. */
export function retryDelayMs(attempt: number, retryAfter: string | null): number {
  const asked = retryAfter !== null && /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) * 1000 : null;
  return Math.min(LONGEST_DELAY_MS, asked ?? FIRST_DELAY_MS * 2 ** (attempt - 1));
}
