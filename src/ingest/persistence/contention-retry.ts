import { createHash } from 'node:crypto';
import { UnavailableError } from '../../common/domain-error.js';
import { databaseFault } from '../../database/database-error.js';
import type { Transaction, WriteDatabase } from '../../database/write-database.js';
import { ingestError } from './ingest-error.js';
import { ContentionError } from './merged-rows.js';
import { pauseBefore, RETRIES } from './retries.js';

const LOCK_SPACE = 8742;
const LOCK_BUCKETS = 1024;
/** How long to go on taking locks after two servers have met on the same traces. */
const CAUTION_MS = 10_000;
const TAKE_LOCKS = `SELECT count(pg_advisory_xact_lock(${LOCK_SPACE}, k)) FROM unnest($1::int[]) AS k`;

/**
 * Runs a write again when another server was in between. At first without locks: within one server no two transactions touch
 * the same trace anyway. Once writers were seen to meet, with sorted advisory locks, so that they wait instead of working twice.
 */
export class ContentionRetry {
  private cautiousUntil = 0;

  constructor(private readonly database: WriteDatabase) {}

  /**
   * Runs a write that holds only if nothing of it is there yet. Resolves to false where something was.
   * @throws as {@link transaction}
   */
  async optimistic(work: (transaction: Transaction) => Promise<void>): Promise<boolean> {
    try {
      await this.database.transaction(work);
      return true;
    } catch (error) {
      if (isUniqueViolation(error) || isContention(error)) return false;
      throw ingestError(error);
    }
  }

  /**
   * @param keys what the transaction changes
   * @throws RejectedDataError, UnavailableError, or the driver's error where it is a mistake of ours
   */
  async transaction(
    keys: readonly string[],
    work: (transaction: Transaction) => Promise<void>,
  ): Promise<void> {
    for (let retry = 1; ; retry++) {
      try {
        await this.database.transaction(async (transaction) => {
          if (performance.now() < this.cautiousUntil)
            await transaction.query(TAKE_LOCKS, [lockBuckets(keys)]);
          await work(transaction);
        });
        return;
      } catch (error) {
        if (!isContention(error)) throw ingestError(error);
        if (retry > RETRIES)
          throw new UnavailableError('The same traces are being written too often at once; try again', 1);
        this.cautiousUntil = performance.now() + CAUTION_MS;
        await pauseBefore(retry);
      }
    }
  }
}

function isContention(error: unknown): boolean {
  return error instanceof ContentionError || databaseFault(error) === 'conflict';
}

function isUniqueViolation(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === '23505';
}

/** Buckets, because the lock table of a server is small; sorted, because that is the order in which everyone takes them. */
function lockBuckets(keys: readonly string[]): number[] {
  const buckets = new Set(
    keys.map((key) => createHash('md5').update(key).digest().readUInt32BE() % LOCK_BUCKETS),
  );
  return [...buckets].sort((a, b) => a - b);
}
