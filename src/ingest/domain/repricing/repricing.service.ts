import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Clock } from '../../../common/clock.js';
import { ConflictError, NotFoundError } from '../../../common/domain-error.js';
import { InvalidFieldError } from '../../../common/json/invalid-field.error.js';
import type { Page, PageRequest } from '../../../common/page.js';
import { timestampFromMs, type Timestamp } from '../../../common/time/timestamp.js';
import type { NewRepriceJob, RepriceJob, RepriceRef } from './reprice-job.js';
import { RepriceJobStore } from './reprice-job.store.js';
import { RepricingRunner } from './repricing.runner.js';

@Injectable()
export class RepricingService {
  constructor(
    private readonly jobs: RepriceJobStore,
    private readonly runner: RepricingRunner,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidFieldError, ConflictError while another one of the project is open */
  async start(
    projectId: string,
    asked: { from: Timestamp; to: Timestamp; model: string | null },
  ): Promise<RepriceJob> {
    if (asked.from >= asked.to) throw new InvalidFieldError(['toTimestamp'], 'must be after fromTimestamp');
    const createdAt = timestampFromMs(this.clock.now());
    const job: NewRepriceJob = { projectId, id: randomUUID(), ...asked, createdAt };
    if (!(await this.jobs.insert(job)))
      throw new ConflictError(
        'Observations of the project are being priced again: wait for that, or cancel it',
      );
    this.runner.look();
    return { ...job, state: 'waiting', total: null, done: 0, changed: 0, finishedAt: null, error: null };
  }

  find(projectId: string, page: PageRequest): Promise<Page<RepriceJob>> {
    return this.jobs.find(projectId, page);
  }

  /** @throws NotFoundError */
  async get(ref: RepriceRef): Promise<RepriceJob> {
    const job = ref.id.includes('\0') ? null : await this.jobs.get(ref);
    if (job === null) throw new NotFoundError('There is no such job');
    return job;
  }

  /** What has been priced again stays so. @throws NotFoundError */
  async cancel(ref: RepriceRef): Promise<RepriceJob> {
    await this.get(ref);
    await this.jobs.close(ref, 'cancelled', null, timestampFromMs(this.clock.now()));
    return this.get(ref);
  }
}
