import { DomainError, UnavailableError } from '../../common/domain-error.js';
import { faultGroups } from './fault-groups.js';
import type { CommitObserver } from './commit-observer.js';

/** What is written together or not at all. */
export interface CommitJob<Item> {
  readonly items: readonly Item[];
  /** What the job changes. No two transactions with a key in common are ever open at the same time. */
  readonly keys: ReadonlySet<string>;
  readonly bytes: number;
  /** It takes long for other reasons than the database. Nobody else shares a transaction with it, and of such transactions one is open at a time. */
  readonly isSlow?: boolean;
}

export interface CommitLimits {
  /** A transaction takes on jobs until it has this many items or bytes; a single job may be larger. */
  readonly maxItems: number;
  readonly maxBytes: number;
  /** Transactions at the same time. */
  readonly maxTransactions: number;
  /** Bytes that may wait or be written at the same time. */
  readonly maxQueuedBytes: number;
  /** How long a job may wait for its transaction to begin. */
  readonly maxWaitMs: number;
}

interface WaitingJob<Item> extends CommitJob<Item> {
  readonly since: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Commits what arrives while earlier transactions run as one transaction. There is no delay: an idle committer commits at once.
 * Each caller waits for its own commit; a job that cannot be stored fails alone.
 */
export class GroupCommitter<Item> {
  private readonly waiting: WaitingJob<Item>[] = [];
  private readonly busyKeys = new Set<string>();
  private transactions = 0;
  private isSlowOpen = false;
  private queuedJobs = 0;
  private queuedBytes = 0;
  private pumpScheduled = false;
  private expiry: NodeJS.Timeout | undefined;
  private idle: (() => void)[] = [];

  constructor(
    private readonly write: (items: readonly Item[]) => Promise<void>,
    private readonly limits: CommitLimits,
    private readonly observer: CommitObserver,
  ) {}

  /**
   * Resolves when the job is durable.
   * @throws UnavailableError at once when too much waits already, later when the job waited too long or the database is away
   * @throws the writer's error when the job's own data is at fault
   */
  submit(job: CommitJob<Item>): Promise<void> {
    if (job.items.length === 0) return Promise.resolve();
    if (this.queuedBytes > 0 && this.queuedBytes + job.bytes > this.limits.maxQueuedBytes) {
      return Promise.reject(new UnavailableError('Too much is waiting to be written; try again', 1));
    }
    return new Promise((resolve, reject) => {
      this.waiting.push({ ...job, since: performance.now(), resolve, reject });
      this.account(1, job.bytes);
      this.schedulePump();
    });
  }

  /** Resolves when nothing waits and nothing is being written. */
  drained(): Promise<void> {
    if (this.queuedJobs === 0) return Promise.resolve();
    return new Promise((resolve) => this.idle.push(resolve));
  }

  /** Later in this turn of the event loop, so that jobs submitted in one go share a transaction. */
  private schedulePump(): void {
    if (this.pumpScheduled) return;
    this.pumpScheduled = true;
    setImmediate(() => {
      this.pumpScheduled = false;
      this.pump();
    });
  }

  private pump(): void {
    while (this.transactions < this.limits.maxTransactions) {
      const batch = this.takeBatch();
      if (batch.length === 0) break;
      void this.commit(batch);
    }
    this.watchExpiry();
  }

  /** The oldest jobs that touch nothing that is being written. A job that must wait reserves its keys, so that it is not overtaken for ever. */
  private takeBatch(): WaitingJob<Item>[] {
    const batch: WaitingJob<Item>[] = [];
    const left: WaitingJob<Item>[] = [];
    const reserved = new Set<string>();
    let items = 0;
    let bytes = 0;
    for (const job of this.waiting) {
      const fits =
        batch.length === 0
          ? !(isSlow(job) && this.isSlowOpen)
          : isSlow(job) === isSlow(batch[0]) &&
            items + job.items.length <= this.limits.maxItems &&
            bytes + job.bytes <= this.limits.maxBytes;
      if (fits && isDisjoint(job.keys, this.busyKeys) && isDisjoint(job.keys, reserved)) {
        batch.push(job);
        items += job.items.length;
        bytes += job.bytes;
      } else {
        left.push(job);
        for (const key of job.keys) reserved.add(key);
      }
    }
    if (batch.length > 0) this.waiting.splice(0, this.waiting.length, ...left);
    return batch;
  }

  private async commit(batch: readonly WaitingJob<Item>[]): Promise<void> {
    this.transactions++;
    if (isSlow(batch[0])) this.isSlowOpen = true;
    for (const job of batch) for (const key of job.keys) this.busyKeys.add(key);
    await this.writeIsolated(batch);
    if (isSlow(batch[0])) this.isSlowOpen = false;
    for (const job of batch) for (const key of job.keys) this.busyKeys.delete(key);
    this.transactions--;
    this.account(-batch.length, -batch.reduce((sum, job) => sum + job.bytes, 0));
    this.schedulePump();
  }

  /** Writes the jobs together; when one of them cannot be stored, without those that are known to be at fault; else halves the batch until it stands alone. */
  private async writeIsolated(jobs: readonly WaitingJob<Item>[]): Promise<void> {
    const started = performance.now();
    try {
      const items = jobs.length === 1 ? (jobs[0]?.items ?? []) : jobs.flatMap((job) => job.items);
      await this.write(items);
      this.observer.committed({
        jobs: jobs.length,
        items: items.length,
        seconds: (performance.now() - started) / 1000,
      });
      for (const job of jobs) job.resolve();
    } catch (error) {
      if (jobs.length === 1 || isPassing(error)) {
        for (const job of jobs) job.reject(error);
        return;
      }
      const { innocent, guilty, suspect } = faultGroups(error, jobs, ({ items }) => items);
      for (const [job, own] of guilty) job.reject(own);
      if (innocent.length > 0) await this.writeIsolated(innocent);
      const middle = Math.ceil(suspect.length / 2);
      if (suspect.length > 0) await this.writeIsolated(suspect.slice(0, middle));
      if (suspect.length > 1) await this.writeIsolated(suspect.slice(middle));
    }
  }

  private account(jobs: number, bytes: number): void {
    this.queuedJobs += jobs;
    this.queuedBytes += bytes;
    this.observer.queued({ jobs: this.queuedJobs, bytes: this.queuedBytes });
    if (this.queuedJobs > 0) return;
    for (const resolve of this.idle.splice(0)) resolve();
  }

  private watchExpiry(): void {
    const oldest = this.waiting[0];
    if (oldest === undefined) {
      clearTimeout(this.expiry);
      this.expiry = undefined;
      return;
    }
    if (this.expiry !== undefined) return;
    const wait = Math.max(0, oldest.since + this.limits.maxWaitMs - performance.now());
    this.expiry = setTimeout(() => {
      this.expiry = undefined;
      this.expire();
      this.watchExpiry();
    }, wait + 1);
  }

  private expire(): void {
    const limit = performance.now() - this.limits.maxWaitMs;
    const expired = this.waiting.filter((job) => job.since <= limit);
    if (expired.length === 0) return;
    this.waiting.splice(0, this.waiting.length, ...this.waiting.filter((job) => job.since > limit));
    for (const job of expired)
      job.reject(new UnavailableError('The database is too slow at the moment; try again', 2));
    this.account(-expired.length, -expired.reduce((sum, job) => sum + job.bytes, 0));
  }
}

function isSlow(job: CommitJob<unknown> | undefined): boolean {
  return job?.isSlow ?? false;
}

function isDisjoint(keys: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  if (others.size === 0) return true;
  for (const key of keys) if (others.has(key)) return false;
  return true;
}

function isPassing(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'SERVICE_UNAVAILABLE';
}
