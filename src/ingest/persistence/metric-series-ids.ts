import { LRUCache } from 'lru-cache';
import type { Transaction } from '../../database/write-database.js';
import { seriesHash } from '../domain/metric-sample.js';
import type { MetricBatch } from './metric-batch.js';
import {
  insertSeries,
  readDatabaseIdentity,
  readSeriesIds,
  type HashedSeries,
} from './metric-series-table.js';
import type { SeriesQuota } from './series-quota.js';

/** What a transaction knows of the series of its batch. */
export interface ResolvedSeries {
  /** By key; all of the batch. */
  readonly ids: ReadonlyMap<string, number>;
  /** The keys whose ids were not remembered. */
  readonly found: readonly string[];
  readonly added: readonly HashedSeries[];
  /** The database that they are of. */
  readonly database: string;
}

interface UnresolvedSeries extends HashedSeries {
  readonly key: string;
}

const MAX_SERIES = 100_000;
const MAX_KEY_CHARACTERS = 16 * 1024 * 1024;

/** The ids of series, remembered by key, so that a batch of known series needs no more than its points to be written. */
export class MetricSeriesIds {
  private readonly ids = new LRUCache<string, number>({
    max: MAX_SERIES,
    maxSize: MAX_KEY_CHARACTERS,
    sizeCalculation: (_, key) => key.length,
  });

  /** The one that the ids are of: a replica that takes over, or a backup that is restored, may have others. */
  private database = '';

  constructor(private readonly quota: SeriesQuota) {}

  /** @throws SeriesLimitError */
  async resolve(transaction: Transaction, batch: MetricBatch): Promise<ResolvedSeries> {
    const database = await readDatabaseIdentity(transaction);
    if (database !== this.database) this.ids.clear();
    this.database = database;
    const ids = new Map<string, number>();
    const unknown: UnresolvedSeries[] = [];
    for (const [key, [identity]] of batch) {
      const id = this.ids.get(key);
      if (id === undefined) unknown.push({ key, hash: seriesHash(key), identity });
      else ids.set(key, id);
    }
    if (unknown.length === 0) return { ids, found: [], added: [], database };
    const byHash = await readSeriesIds(transaction, unknown);
    const added = unknown.filter(({ hash }) => !byHash.has(hash));
    if (added.length > 0) await this.add(transaction, added, byHash);
    for (const { key, hash } of unknown) {
      const id = byHash.get(hash);
      if (id === undefined) throw new Error('A metric series is neither stored nor can it be');
      ids.set(key, id);
    }
    return { ids, found: unknown.map(({ key }) => key), added, database };
  }

  /** To be told when the transaction that resolved them is committed: what it has stored is there only then. */
  committed({ ids, found, added, database }: ResolvedSeries): void {
    this.quota.committed(added);
    if (database !== this.database) return;
    for (const key of found) this.ids.set(key, ids.get(key));
  }

  private async add(
    transaction: Transaction,
    added: readonly HashedSeries[],
    byHash: Map<string, number>,
  ): Promise<void> {
    await this.quota.check(transaction, added);
    for (const [hash, id] of await insertSeries(transaction, added)) byHash.set(hash, id);
    // What other writers were faster to store is committed by now: the insert has waited for it.
    const raced = added.filter(({ hash }) => !byHash.has(hash));
    if (raced.length === 0) return;
    for (const [hash, id] of await readSeriesIds(transaction, raced)) byHash.set(hash, id);
  }
}
