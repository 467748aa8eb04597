import { Injectable } from '@nestjs/common';
import { StorageGate } from '../../common/storage-gate.js';
import { DatabaseProbe } from './database.probe.js';

/** Whether requests should be sent here. */
@Injectable()
export class ReadinessService {
  private draining = false;

  constructor(
    private readonly database: DatabaseProbe,
    private readonly storage: StorageGate,
  ) {}

  /** From now on the server finishes what it has and takes in nothing new. */
  drain(): void {
    this.draining = true;
  }

  get isDraining(): boolean {
    return this.draining;
  }

  async isReady(): Promise<boolean> {
    return !this.draining && this.storage.isOpen && (await this.database.isReady());
  }
}
