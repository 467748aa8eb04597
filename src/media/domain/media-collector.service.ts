import { Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { UnavailableError } from '../../common/domain-error.js';
import { Log } from '../../common/logging/log.js';
import { AppConfig } from '../../config/app-config.js';
import type { MediaRef } from './media.js';
import { MediaRepository } from './media.repository.js';
import { MediaStore } from './media.store.js';

const LOOK_EVERY_MS = 5000;
const AT_ONCE = 100;

/**
 * Removes media that nothing refers to any more, soon after their last trace is deleted. Those of its own project: a server of another one,
 * with the same database, may keep their bytes in another place.
 */
@Injectable()
export class MediaCollector implements OnModuleInit, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private work: Promise<void> = Promise.resolve();
  private isAtWork = false;
  private isFailing = false;
  private isStopping = false;

  constructor(
    private readonly media: MediaRepository,
    private readonly store: MediaStore,
    private readonly config: AppConfig,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => {
      if (!this.isAtWork) this.work = this.collect();
    }, LOOK_EVERY_MS);
    this.timer.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    clearInterval(this.timer);
    await this.work;
  }

  /** What cannot be removed now is left for the next time. */
  async collect(): Promise<void> {
    this.isAtWork = true;
    try {
      for (let refs = await this.next(); refs.length > 0; refs = await this.next()) {
        for (const ref of refs) {
          if (this.isStopping) return;
          await this.media.release(ref, (content) => this.store.remove(content));
        }
      }
      this.isFailing = false;
    } catch (error) {
      // Once, and again when it had gone well in between.
      if (!this.isFailing) this.log.warn('Media that nothing refers to cannot be removed', { error });
      this.isFailing = true;
    } finally {
      this.isAtWork = false;
    }
  }

  /** None while there is no database, of which others tell. */
  private async next(): Promise<readonly MediaRef[]> {
    if (this.isStopping) return [];
    try {
      return await this.media.unlinked(this.config.projectId, AT_ONCE);
    } catch (error) {
      if (error instanceof UnavailableError) return [];
      throw error;
    }
  }
}
