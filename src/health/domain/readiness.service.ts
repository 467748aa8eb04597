import { Injectable } from '@nestjs/common';
import { StorageGate } from '../../common/storage-gate.js';
import { DatabaseProbe } from './database.probe.js';
import { SharedProbe } from './shared-probe.js';

/** Whether requests should be sent here. */
@Injectable()
export class ReadinessService {
  private readonly database: DatabaseProbe;
  private draining = false;

  constructor(
    database: DatabaseProbe,
    private readonly storage: StorageGate,
  ) {
    this.database = new SharedProbe(database);
  }

  /** From now on the server finishes what it has and takes in nothing new. */
  drain(): void {
    this.draining = true;
  }

  get isDraining(): boolean {
    return this.draining;
  }

  /** False at once while it drains or has no room to write; what is said of the database may be a moment old. */
  async isReady(): Promise<boolean> {
    // Asked again at the end: both may have changed while the database was thinking.
    return this.isWilling && (await this.database.isReady()) && this.isWilling;
  }

  private get isWilling(): boolean {
    return !this.draining && this.storage.isOpen;
  }
}
