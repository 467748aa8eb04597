import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Clock } from '../../common/clock.js';
import { Log } from '../../common/logging/log.js';
import type { PriceList } from '../../common/pricing/match-model.js';
import { PriceChanges } from '../../common/pricing/price-changes.js';
import { databaseError } from '../../database/database-error.js';
import { currentPrices, type KnownPrices } from '../../database/price-list-rows.js';
import { WriteDatabase } from '../../database/write-database.js';
import { PriceLists } from '../domain/price-lists.js';

/** For so long a list may lack what another process has changed. */
const FRESH_MS = 3000;
const MAX_PROJECTS = 200;

interface Memory {
  known: KnownPrices | null;
  /** When the known list was last looked at: milliseconds since 1970. */
  checkedAt: number;
  /** The question under way, if there is one. */
  reading: Promise<PriceList> | null;
  isFailing: boolean;
}

/**
 * Looks every few seconds whether a project's prices have changed, and forgets them at once when they change in this process. By the connections that
 * write: what is to be stored must not wait for those who read, and fails by no other fault than the write itself.
 */
@Injectable()
export class TypeOrmPriceLists extends PriceLists {
  private readonly memories = new LRUCache<string, Memory>({ max: MAX_PROJECTS });

  constructor(
    private readonly database: WriteDatabase,
    changes: PriceChanges,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    super();
    // A question that is under way may have been answered before the change: nothing of what it finds is kept.
    changes.listen((projectId) => this.memories.delete(projectId));
  }

  async listFor(projectId: string): Promise<PriceList> {
    const memory = this.memoryOf(projectId);
    if (memory.known !== null && this.isFresh(memory)) return memory.known.list;
    memory.reading ??= this.look(projectId, memory).finally(() => (memory.reading = null));
    return memory.reading;
  }

  async currentListFor(projectId: string): Promise<PriceList> {
    const memory = this.memoryOf(projectId);
    try {
      const known = await this.read(projectId, memory.known);
      memory.known = known;
      return known.list;
    } catch (error) {
      throw databaseError(error, 'write');
    }
  }

  private memoryOf(projectId: string): Memory {
    let memory = this.memories.get(projectId);
    if (memory === undefined) {
      memory = { known: null, checkedAt: 0, reading: null, isFailing: false };
      this.memories.set(projectId, memory);
    }
    return memory;
  }

  /** Also where the clock was set back since. */
  private isFresh({ checkedAt }: Memory): boolean {
    const age = this.clock.now() - checkedAt;
    return age >= 0 && age < FRESH_MS;
  }

  /** What takes long is done behind the transaction. */
  private async read(projectId: string, known: KnownPrices | null): Promise<KnownPrices> {
    const current = await this.database.transaction((transaction) =>
      currentPrices(transaction, projectId, known),
    );
    await current.list.prepare();
    return current;
  }

  private async look(projectId: string, memory: Memory): Promise<PriceList> {
    const now = this.clock.now();
    try {
      memory.known = await this.read(projectId, memory.known);
      memory.isFailing = false;
    } catch (error) {
      if (memory.known === null) throw databaseError(error, 'write');
      // Once, and again when it had gone well in between.
      if (!memory.isFailing)
        this.log.warn('Prices cannot be read: the last ones that are known count', { error });
      memory.isFailing = true;
    }
    memory.checkedAt = now;
    return memory.known.list;
  }
}
