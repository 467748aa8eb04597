import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '../../../common/page.js';
import type { Timestamp } from '../../../common/time/timestamp.js';
import { databaseError } from '../../../database/database-error.js';
import { ReadDatabase } from '../../../database/read-database.js';
import { WriteDatabase } from '../../../database/write-database.js';
import type {
  NewRepriceJob,
  RepriceJob,
  RepriceRef,
  RepriceState,
} from '../../domain/repricing/reprice-job.js';
import { RepriceJobStore } from '../../domain/repricing/reprice-job.store.js';

const COLUMNS =
  'project_id, id, state, from_time, to_time, model, total, done, changed, error, created_at, finished_at';
export const IS_OPEN = `state IN ('waiting', 'running')`;

interface RepriceJobRow {
  readonly project_id: string;
  readonly id: string;
  readonly state: RepriceState;
  readonly from_time: Timestamp;
  readonly to_time: Timestamp;
  readonly model: string | null;
  readonly total: number | null;
  readonly done: number;
  readonly changed: number;
  readonly error: string | null;
  readonly created_at: Timestamp;
  readonly finished_at: Timestamp | null;
}

@Injectable()
export class TypeOrmRepriceJobStore extends RepriceJobStore {
  constructor(
    private readonly reads: ReadDatabase,
    private readonly writes: WriteDatabase,
  ) {
    super();
  }

  async insert({ projectId, id, from, to, model, createdAt }: NewRepriceJob): Promise<boolean> {
    const inserted = await this.write(
      `INSERT INTO reprice_jobs (project_id, id, state, from_time, to_time, model, cursor_time, created_at)
       VALUES ($1, $2, 'waiting', $3, $4, $5, $3, $6)
       ON CONFLICT (project_id) WHERE ${IS_OPEN} DO NOTHING RETURNING id`,
      [projectId, id, from, to, model, createdAt],
    );
    return inserted.length > 0;
  }

  async find(projectId: string, { page, limit }: PageRequest): Promise<Page<RepriceJob>> {
    const [total] = await this.reads.query<{ count: number }>(
      'SELECT count(*) AS count FROM reprice_jobs WHERE project_id = $1',
      [projectId],
    );
    const rows = await this.reads.query<RepriceJobRow>(
      `SELECT ${COLUMNS} FROM reprice_jobs WHERE project_id = $1 ORDER BY created_at DESC, id LIMIT $2 OFFSET $3`,
      [projectId, limit, (page - 1) * limit],
    );
    return { items: rows.map(jobFromRow), totalItems: total?.count ?? 0 };
  }

  async get({ projectId, id }: RepriceRef): Promise<RepriceJob | null> {
    const [row] = await this.reads.query<RepriceJobRow>(
      `SELECT ${COLUMNS} FROM reprice_jobs WHERE project_id = $1 AND id = $2`,
      [projectId, id],
    );
    return row === undefined ? null : jobFromRow(row);
  }

  async open(): Promise<RepriceRef[]> {
    const rows = await this.reads.query<{ project_id: string; id: string }>(
      `SELECT project_id, id FROM reprice_jobs WHERE ${IS_OPEN} ORDER BY created_at, id`,
      [],
    );
    return rows.map(({ project_id, id }) => ({ projectId: project_id, id }));
  }

  async close(
    { projectId, id }: RepriceRef,
    state: 'failed' | 'cancelled',
    error: string | null,
    now: Timestamp,
  ): Promise<void> {
    await this.write(
      `UPDATE reprice_jobs SET state = $3, error = $4, finished_at = $5 WHERE project_id = $1 AND id = $2 AND ${IS_OPEN}`,
      [projectId, id, state, error, now],
    );
  }

  private async write(sql: string, parameters: readonly unknown[]): Promise<object[]> {
    try {
      return await this.writes.transaction((transaction) => transaction.query(sql, parameters));
    } catch (error) {
      throw databaseError(error, 'write');
    }
  }
}

function jobFromRow(row: RepriceJobRow): RepriceJob {
  return {
    projectId: row.project_id,
    id: row.id,
    state: row.state,
    from: row.from_time,
    to: row.to_time,
    model: row.model,
    total: row.total,
    done: row.done,
    changed: row.changed,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
    error: row.error,
  };
}
