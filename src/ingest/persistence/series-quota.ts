import { LRUCache } from 'lru-cache';
import type { Clock } from '../../common/clock.js';
import type { Transaction } from '../../database/write-database.js';
import { seriesKey } from '../domain/metric-sample.js';
import { SeriesLimitError, type WidestLabel } from '../domain/series-limit.error.js';
import { countSeries, readWidestLabel, type HashedSeries } from './metric-series-table.js';

interface Counted {
  count: number;
  readonly at: number;
}

/** Counting costs milliseconds: once in so long is enough, with what this server adds in between. */
const COUNT_VALID_MS = 1000;
const LABEL_VALID_MS = 10_000;

/**
 * Bounds the series of a project. What several servers add within the same second, or several transactions at the same
 * time, may go beyond the bound by as much.
 */
export class SeriesQuota {
  private readonly counts = new LRUCache<string, Counted>({ max: 1000 });
  private readonly labels = new LRUCache<string, { readonly label: WidestLabel | null; readonly at: number }>(
    {
      max: 100,
    },
  );

  constructor(
    private readonly limit: number,
    private readonly clock: Clock,
  ) {}

  /** @throws SeriesLimitError when the projects of these new series may not have them all */
  async check(transaction: Transaction, added: readonly HashedSeries[]): Promise<void> {
    for (const projectId of new Set(added.map(({ identity }) => identity.projectId))) {
      const series = added.filter(({ identity }) => identity.projectId === projectId);
      const room = Math.max(0, this.limit - (await this.count(transaction, projectId)));
      if (series.length <= room) continue;
      const refused = new Set(series.slice(room).map(({ identity }) => seriesKey(identity)));
      const metric = mostFrequent(series.map(({ identity }) => identity.name));
      const label = await this.widestLabel(transaction, projectId, metric);
      throw new SeriesLimitError(this.limit, metric, label, refused);
    }
  }

  /** To be told when new series are committed. */
  committed(added: readonly HashedSeries[]): void {
    for (const { identity } of added) {
      const counted = this.counts.get(identity.projectId);
      if (counted !== undefined) counted.count++;
    }
  }

  private async count(transaction: Transaction, projectId: string): Promise<number> {
    const known = this.counts.get(projectId);
    if (known !== undefined && this.isYoung(known.at, COUNT_VALID_MS)) return known.count;
    const count = await countSeries(transaction, projectId, this.limit);
    this.counts.set(projectId, { count, at: this.clock.now() });
    return count;
  }

  private async widestLabel(
    transaction: Transaction,
    projectId: string,
    metric: string,
  ): Promise<WidestLabel | null> {
    const key = JSON.stringify([projectId, metric]);
    const known = this.labels.get(key);
    if (known !== undefined && this.isYoung(known.at, LABEL_VALID_MS)) return known.label;
    const label = await readWidestLabel(transaction, projectId, metric);
    this.labels.set(key, { label, at: this.clock.now() });
    return label;
  }

  /** Not so when the clock was set back, either. */
  private isYoung(at: number, validMs: number): boolean {
    const age = this.clock.now() - at;
    return age >= 0 && age < validMs;
  }
}

function mostFrequent(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].reduce<[string, number]>((most, each) => (each[1] > most[1] ? each : most), ['', 0])[0];
}
