import { Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../../common/clock.js';
import { UnavailableError } from '../../../common/domain-error.js';
import { Log } from '../../../common/logging/log.js';
import { timestampFromMs } from '../../../common/time/timestamp.js';
import type { RepriceRef } from './reprice-job.js';
import { RepriceJobStore } from './reprice-job.store.js';
import { Repricer } from './repricer.js';

const LOOK_EVERY_MS = 2000;
const FAILURE = 'The server made a mistake; its log says more';

/** Does the jobs that are open, also those that another server has left behind. */
@Injectable()
export class RepricingRunner implements OnModuleInit, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private work: Promise<void> | null = null;
  private isStopping = false;

  constructor(
    private readonly jobs: RepriceJobStore,
    private readonly repricer: Repricer,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS);
    this.timer.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    clearInterval(this.timer);
    await this.work;
  }

  /** Looks for work now, unless it is at work. */
  look(): void {
    if (this.isStopping) return;
    this.work ??= this.run().finally(() => (this.work = null));
  }

  /** Resolves when nothing is left that can be done now. By turns, so that no project waits for the end of another's job. */
  async run(): Promise<void> {
    try {
      let isMore = true;
      while (isMore) {
        isMore = false;
        for (const job of await this.jobs.open()) if (await this.goOn(job)) isMore = true;
      }
    } catch (error) {
      // While there is no database, of which others tell.
      if (!(error instanceof UnavailableError)) this.log.warn('Jobs cannot be looked for', { error });
    }
  }

  private async goOn(job: RepriceRef): Promise<boolean> {
    if (this.isStopping) return false;
    try {
      return await this.repricer.goOn(job);
    } catch (error) {
      if (error instanceof UnavailableError) return false;
      this.log.error('Observations cannot be priced again', { error });
      await this.jobs.close(job, 'failed', FAILURE, timestampFromMs(this.clock.now()));
      return false;
    }
  }
}
