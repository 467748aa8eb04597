import { setTimeout as pause } from 'node:timers/promises';
import type { ClusterPaths } from './cluster-paths.js';
import { DataDirectoryInUseError } from './data-directory-in-use-error.js';
import type { EmbeddedPostgresLogger } from './embedded-postgres-logger.js';
import { errorCode } from './error-code.js';
import { hasHeartbeat, startHeartbeat } from './heartbeat.js';
import { findLinuxProcess } from './linux-process.js';
import { LockGenerations } from './lock-generations.js';
import { formatLockRecord, parseLockRecord, type LockRecord } from './lock-record.js';
import { lockVerdict } from './lock-verdict.js';
import { ownIdentity, type ProcessIdentity } from './process-identity.js';

/** Makes sure that one process at a time works on a data directory. A holder that was killed holds nothing. */
export class DataDirectoryLock {
  private constructor(
    private readonly generations: LockGenerations,
    private readonly generation: number,
    private readonly self: ProcessIdentity,
    private readonly stopHeartbeat: () => void,
  ) {}

  /** @throws DataDirectoryInUseError while another process, or another part of this one, holds it */
  static async acquire(paths: ClusterPaths, logger: EmbeddedPostgresLogger): Promise<DataDirectoryLock> {
    const generations = new LockGenerations(paths.lockDirectory);
    const self = ownIdentity();
    for (;;) {
      const latest = (await generations.latest()) ?? 0;
      const record = parseLockRecord(latest === 0 ? '' : await generations.read(latest));
      if (latest > 0 && (await isHeld(record, self, generations.file(latest), logger))) {
        throw new DataDirectoryInUseError(paths.dataDirectory, describe(record));
      }
      const mine = latest + 1;
      if (await generations.claim(mine, formatLockRecord({ holder: self, released: false }))) {
        await generations.removeBelow(mine);
        return new DataDirectoryLock(generations, mine, self, startHeartbeat(generations.file(mine)));
      }
    }
  }

  async release(): Promise<void> {
    this.stopHeartbeat();
    const content = formatLockRecord({ holder: this.self, released: true });
    await this.generations.rewrite(this.generation, content);
  }
}

async function isHeld(
  record: LockRecord | null,
  self: ProcessIdentity,
  file: string,
  logger: EmbeddedPostgresLogger,
): Promise<boolean> {
  const verdict = lockVerdict(record, self, { find: findLinuxProcess, mayExist });
  if (verdict !== 'unsure') return verdict === 'held';
  logger.info(
    `Looking for a few seconds whether the last user of the data directory (${describe(record)}) still lives`,
  );
  return hasHeartbeat(file, Date.now(), pause);
}

function describe(record: LockRecord | null): string {
  return record === null ? 'unknown process' : `process ${record.holder.pid} on ${record.holder.host}`;
}

function mayExist(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) !== 'ESRCH';
  }
}
