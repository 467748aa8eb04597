import { LRUCache } from 'lru-cache';
import { TokenBuckets } from './token-buckets.js';

/** Wrong credentials that one network may try, and how often it may repeat one of them. */
const LIMIT = { ratePerSecond: 1, burst: 30 };
const MAX_NETWORKS = 10_000;
const MAX_CREDENTIALS = 20_000;
/** How long a right credential exempts its holder from the limit of the network that it came from. */
const TRUST_MS = 24 * 60 * 60 * 1000;

/**
 * Bounds how fast credentials can be guessed, without letting one bad client lock out the good ones that share its
 * address (behind a gateway):
 * - Once a network has used up its failures, its credentials are refused unseen. Were they still compared, the one
 *   right guess would stand out, and nothing would be bounded.
 * - A credential that was right lately, from this very network, is not held up. From another network it is a guess.
 * - A wrong credential counts once against its network. Repeating it reveals nothing, so the repetitions of a client
 *   with a stale token count against that token alone.
 *
 * A credential is given as its digest, a network as text. All memory is bounded.
 */
export class FailedLogins {
  private readonly networks = new TokenBuckets(LIMIT, MAX_NETWORKS);
  private readonly wrongCredentials = new TokenBuckets(LIMIT, MAX_CREDENTIALS);
  /** When each was right for the last time. */
  private readonly rightCredentials = new LRUCache<string, number>({ max: MAX_NETWORKS });

  /** How many networks and credentials are remembered. */
  get size(): number {
    return this.networks.size + this.wrongCredentials.size + this.rightCredentials.size;
  }

  /** Milliseconds until this credential may be looked at; 0: now. */
  waitMs(network: string, digest: string, nowMs: number): number {
    const key = keyOf(network, digest);
    if (this.isTrusted(key, nowMs)) return 0;
    if (this.wrongCredentials.has(key)) return this.wrongCredentials.waitMs(key, nowMs);
    return this.networks.waitMs(network, nowMs);
  }

  recordSuccess(network: string, digest: string, nowMs: number): void {
    this.rightCredentials.set(keyOf(network, digest), nowMs);
  }

  recordFailure(network: string, digest: string, nowMs: number): void {
    const key = keyOf(network, digest);
    if (!this.wrongCredentials.has(key)) this.networks.take(network, nowMs);
    this.wrongCredentials.take(key, nowMs);
  }

  private isTrusted(key: string, nowMs: number): boolean {
    const lastMs = this.rightCredentials.get(key);
    return lastMs !== undefined && nowMs - lastMs < TRUST_MS;
  }
}

function keyOf(network: string, digest: string): string {
  return `${digest} ${network}`;
}
