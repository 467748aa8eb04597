import type { Page, PageRequest } from '../../src/common/page.js';
import type { Timestamp } from '../../src/common/time/timestamp.js';
import type { NewRepriceJob, RepriceJob, RepriceRef } from '../../src/ingest/domain/repricing/reprice-job.js';
import { RepriceJobStore } from '../../src/ingest/domain/repricing/reprice-job.store.js';

/** The contract of RepriceJobStore in the plainest form. */
export class InMemoryRepriceJobStore extends RepriceJobStore {
  private jobs: RepriceJob[] = [];

  insert(job: NewRepriceJob): Promise<boolean> {
    if (this.jobs.some((each) => each.projectId === job.projectId && isOpen(each)))
      return Promise.resolve(false);
    const begun = {
      state: 'waiting',
      total: null,
      done: 0,
      changed: 0,
      finishedAt: null,
      error: null,
    } as const;
    this.jobs.push({ ...job, ...begun });
    return Promise.resolve(true);
  }

  find(projectId: string, { page, limit }: PageRequest): Promise<Page<RepriceJob>> {
    const own = this.jobs
      .filter((job) => job.projectId === projectId)
      .sort((a, b) => (a.createdAt > b.createdAt || (a.createdAt === b.createdAt && a.id < b.id) ? -1 : 1));
    return Promise.resolve({ items: own.slice((page - 1) * limit, page * limit), totalItems: own.length });
  }

  get({ projectId, id }: RepriceRef): Promise<RepriceJob | null> {
    return Promise.resolve(this.jobs.find((job) => job.projectId === projectId && job.id === id) ?? null);
  }

  open(): Promise<RepriceRef[]> {
    const open = this.jobs.filter(isOpen).sort((a, b) => (a.createdAt + a.id < b.createdAt + b.id ? -1 : 1));
    return Promise.resolve(open.map(({ projectId, id }) => ({ projectId, id })));
  }

  close(
    { projectId, id }: RepriceRef,
    state: 'failed' | 'cancelled',
    error: string | null,
    now: Timestamp,
  ): Promise<void> {
    this.jobs = this.jobs.map((job) =>
      job.projectId === projectId && job.id === id && isOpen(job)
        ? { ...job, state, error, finishedAt: now }
        : job,
    );
    return Promise.resolve();
  }
}

function isOpen({ state }: RepriceJob): boolean {
  return state === 'waiting' || state === 'running';
}
