import type { BeforeApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { UnavailableError } from '../common/domain-error.js';
import type { Log } from '../common/logging/log.js';
import { StorageGate } from '../common/storage-gate.js';
import type { DiskSpace } from './embedded/disk-space.js';

const LOOK_EVERY_MS = 2000;
const RETRY_AFTER_SECONDS = 30;

/** Closed while the disk of the embedded database has less than the floor free. Opens again by itself. */
export class DiskSpaceGate extends StorageGate implements OnModuleInit, BeforeApplicationShutdown {
  private open = true;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly disk: DiskSpace,
    private readonly floorBytes: number,
    private readonly log: Log,
  ) {
    super();
  }

  get isOpen(): boolean {
    return this.open;
  }

  check(): void {
    if (!this.open) {
      throw new UnavailableError(
        'The disk is nearly full; nothing is taken in until there is space',
        RETRY_AFTER_SECONDS,
      );
    }
  }

  async onModuleInit(): Promise<void> {
    await this.look();
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS);
    this.timer.unref();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Looks at the disk now. A disk that cannot be looked at leaves everything as it is. */
  async look(): Promise<void> {
    const free = await this.disk.freeBytes().catch(() => null);
    if (free === null) return;
    const isOpen = free >= this.floorBytes;
    if (isOpen === this.open) return;
    this.open = isOpen;
    if (isOpen) this.log.info('There is space on the disk again: taking in data', { freeBytes: free });
    else
      this.log.error('The disk is nearly full: nothing is taken in until there is space', {
        freeBytes: free,
      });
  }
}

/** For a database elsewhere, whose disk is not ours to watch. */
export class OpenGate extends StorageGate {
  readonly isOpen = true;

  check(): void {
    return;
  }
}
