import type { Timestamp } from '../../common/time/timestamp.js';
import type { Transaction, WriteDatabase } from '../../database/write-database.js';
import { metricPartition, type MetricPartition } from './metric-partition.js';

const EXISTING = `
  SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
  WHERE i.inhparent = 'metric_points'::regclass`;

/** Any number that no other lock of xtrace has. */
const LOCK = `SELECT pg_advisory_xact_lock(874202501)`;

/** Makes the partitions of metric_points when they are first needed, and remembers those that are there. */
export class MetricPartitions {
  private known = new Set<string>();

  constructor(private readonly database: WriteDatabase) {}

  /** Afterwards there is a partition for each of the instants. */
  async ensure(timestamps: Iterable<Timestamp>): Promise<void> {
    const missing = new Map<string, MetricPartition>();
    for (const month of distinctMonths(timestamps)) {
      const partition = metricPartition(month);
      if (!this.known.has(partition.name)) missing.set(partition.name, partition);
    }
    // One transaction for each, as each holds locks to its end.
    for (const partition of missing.values()) await this.create(partition);
  }

  /** For when one of them turns out not to be there any more. */
  forget(): void {
    this.known = new Set();
  }

  private async create(partition: MetricPartition): Promise<void> {
    if (this.known.has(partition.name)) return;
    this.known = await this.database.transaction(async (transaction) => {
      const before = await existingPartitions(transaction);
      if (before.has(partition.name)) return before;
      // Several servers find it missing at the same time: one makes it, the others find it made.
      await transaction.query(LOCK);
      const existing = await existingPartitions(transaction);
      if (!existing.has(partition.name)) await attachNew(transaction, partition);
      return existing.add(partition.name);
    });
  }
}

async function existingPartitions(transaction: Transaction): Promise<Set<string>> {
  const rows = await transaction.query<{ name: string }>(EXISTING);
  return new Set(rows.map((row) => row.name));
}

/** Attaching a table, other than creating a partition, lets readers and writers of the other partitions go on. */
async function attachNew(transaction: Transaction, { name, from, to }: MetricPartition): Promise<void> {
  await transaction.query(`CREATE TABLE ${name} (LIKE metric_points INCLUDING ALL)`);
  await transaction.query(
    `ALTER TABLE metric_points ATTACH PARTITION ${name} FOR VALUES FROM (${from}) TO (${to})`,
  );
}

function distinctMonths(timestamps: Iterable<Timestamp>): Iterable<Timestamp> {
  const months = new Map<string, Timestamp>();
  for (const timestamp of timestamps) months.set(timestamp.slice(0, 7), timestamp);
  return months.values();
}
