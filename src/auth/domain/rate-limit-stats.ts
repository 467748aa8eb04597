import { LRUCache } from 'lru-cache';

export interface RejectedClient {
  /** The beginning of the client key. */
  readonly token: string;
  readonly count: number;
}

export interface RateLimitCounts {
  readonly allowed: number;
  readonly rejected: number;
  /** Between 0 and 1; 0 before the first request. */
  readonly rejectionRate: number;
  /** The clients that were turned away most often, most often first. */
  readonly topRejected: readonly RejectedClient[];
}

const TOP = 20;
const MAX_CLIENTS = 1000;
const SHOWN_CHARACTERS = 8;

/** What the query rate limit has done since the start. Beyond 1,000 clients, the ones turned away longest ago are forgotten. */
export class RateLimitStats {
  private allowed = 0;
  private rejected = 0;
  private readonly rejectedByClient = new LRUCache<string, number>({ max: MAX_CLIENTS });

  recordAllowed(): void {
    this.allowed++;
  }

  recordRejected(clientKey: string): void {
    this.rejected++;
    this.rejectedByClient.set(clientKey, (this.rejectedByClient.get(clientKey) ?? 0) + 1);
  }

  counts(): RateLimitCounts {
    const total = this.allowed + this.rejected;
    return {
      allowed: this.allowed,
      rejected: this.rejected,
      rejectionRate: total === 0 ? 0 : this.rejected / total,
      topRejected: [...this.rejectedByClient.entries()]
        .sort(([firstKey, first], [secondKey, second]) => second - first || (firstKey < secondKey ? -1 : 1))
        .slice(0, TOP)
        .map(([clientKey, count]) => ({ token: mask(clientKey), count })),
    };
  }
}

function mask(clientKey: string): string {
  return `${clientKey.slice(0, SHOWN_CHARACTERS)}…`;
}
