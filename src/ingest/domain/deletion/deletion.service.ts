import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { traceIdSpellings } from '../../../common/trace-id-spellings.js';
import { CommitMonitor } from '../commit-monitor.js';
import { GroupCommitter } from '../group-committer.js';
import { deletionKey, type Deletion } from './deletion.js';
import { TelemetryEraser } from './telemetry.eraser.js';

/** One transaction at a time: however much is deleted, most connections are left to those who write. */
const LIMITS = { maxItems: 100, maxBytes: Infinity, maxTransactions: 1, maxWaitMs: 10_000 };
const MAX_WAITING_BYTES = 8 * 1024 * 1024;

/** Deletes what a caller may: of its own project. Whoever calls is answered when it is gone. */
@Injectable()
export class DeletionService implements BeforeApplicationShutdown {
  private readonly deletions: GroupCommitter<Deletion>;

  constructor(eraser: TelemetryEraser, monitor: CommitMonitor) {
    this.deletions = new GroupCommitter(
      (deletions) => eraser.erase(deletions),
      { ...LIMITS, maxQueuedBytes: MAX_WAITING_BYTES },
      monitor.observer('deletions'),
    );
  }

  /**
   * Deletes traces, each in all spellings of its id, so that none of them finds it any more. Rejected: some may be gone; it may be called
   * again.
   * @throws UnavailableError
   */
  async deleteTraces(projectId: string, ids: readonly string[]): Promise<void> {
    const spellings = new Set(ids.flatMap(traceIdSpellings));
    await this.submit([...spellings].map((id) => ({ kind: 'trace', projectId, id })));
  }

  /** Deletes the scores that have this id, of whatever trace. @throws UnavailableError */
  async deleteScore(projectId: string, id: string): Promise<void> {
    await this.submit([{ kind: 'score', projectId, id }]);
  }

  /** Whoever still waits for an answer gets one. */
  beforeApplicationShutdown(): Promise<void> {
    return this.deletions.drained();
  }

  private async submit(deletions: readonly Deletion[]): Promise<void> {
    // Nothing that is stored has NUL in its id, and PostgreSQL cannot even be asked for it.
    const possible = deletions.filter(({ id }) => !id.includes('\0'));
    const jobs: Promise<void>[] = [];
    for (let from = 0; from < possible.length; from += LIMITS.maxItems) {
      const items = possible.slice(from, from + LIMITS.maxItems);
      const keys = items.map(deletionKey);
      const bytes = keys.reduce((sum, key) => sum + key.length, 0);
      jobs.push(this.deletions.submit({ items, keys: new Set(keys), bytes }));
    }
    const results = await Promise.allSettled(jobs);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }
}
