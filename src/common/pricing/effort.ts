import { LRUCache } from 'lru-cache';

/** So much at once, and such a share of the time in the long run. A thousand ordinary patterns take a second or two after a change of one, then next to nothing. */
const MOST_MS = 5000;
const SHARE = 0.2;

/** Too much has been spent; later there is time again. */
export class EffortSpentError extends Error {}

/**
 * The time that the patterns of one project may take. Linear as they are, there can be many of them, made to take long, looked for in names that are
 * always new: whoever does so must not hold everybody else up.
 */
export class Effort {
  private leftMs = MOST_MS;
  private since: number;
  private spent = 0;
  private refused = 0;

  constructor(private readonly now: () => number = () => performance.now()) {
    this.since = now();
  }

  /** In all. */
  get spentMs(): number {
    return this.spent;
  }

  /** How often there was no time. */
  get refusals(): number {
    return this.refused;
  }

  /** @throws EffortSpentError instead of doing the work */
  spend<T>(work: () => T): T {
    const began = this.now();
    this.leftMs = Math.min(MOST_MS, this.leftMs + (began - this.since) * SHARE);
    this.since = began;
    if (this.leftMs <= 0) this.refuse();
    try {
      return work();
    } finally {
      const ms = this.now() - began;
      this.leftMs -= ms;
      this.spent += ms;
    }
  }

  /** @throws EffortSpentError */
  refuse(): never {
    this.refused++;
    throw new EffortSpentError();
  }
}

const efforts = new LRUCache<string, Effort>({ max: 200 });

export function effortOf(projectId: string): Effort {
  let effort = efforts.get(projectId);
  if (effort === undefined) efforts.set(projectId, (effort = new Effort()));
  return effort;
}
