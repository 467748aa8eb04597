import type { Page, PageRequest } from '../../../common/page.js';
import type { Timestamp } from '../../../common/time/timestamp.js';
import type { NewRepriceJob, RepriceJob, RepriceRef } from './reprice-job.js';

/** The jobs that price observations again. Every change is durable when it is answered. All throw UnavailableError. */
export abstract class RepriceJobStore {
  /** False where the project has an open one: then nothing is stored. */
  abstract insert(job: NewRepriceJob): Promise<boolean>;

  /** The latest first. */
  abstract find(projectId: string, page: PageRequest): Promise<Page<RepriceJob>>;

  abstract get(ref: RepriceRef): Promise<RepriceJob | null>;

  /** The open ones of all projects, the earliest first. */
  abstract open(): Promise<readonly RepriceRef[]>;

  /** What is over stays as it is. */
  abstract close(
    ref: RepriceRef,
    state: 'failed' | 'cancelled',
    error: string | null,
    now: Timestamp,
  ): Promise<void>;
}
