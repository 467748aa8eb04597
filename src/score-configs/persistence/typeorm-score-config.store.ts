import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '../../common/page.js';
import type { Timestamp } from '../../common/time/timestamp.js';
import { databaseError } from '../../database/database-error.js';
import { ReadDatabase } from '../../database/read-database.js';
import { WriteDatabase } from '../../database/write-database.js';
import type { ConfigDataType, ScoreCategory, ScoreConfig } from '../domain/score-config.js';
import { ScoreConfigStore } from '../domain/score-config.store.js';

const COLUMNS = `project_id, id, name, data_type, is_archived, min_value, max_value, categories, description, created_at, updated_at`;

interface ScoreConfigRow {
  readonly project_id: string;
  readonly id: string;
  readonly name: string;
  readonly data_type: ConfigDataType;
  readonly is_archived: boolean;
  readonly min_value: number | null;
  readonly max_value: number | null;
  readonly categories: string | null;
  readonly description: string | null;
  readonly created_at: Timestamp;
  readonly updated_at: Timestamp;
}

@Injectable()
export class TypeOrmScoreConfigStore extends ScoreConfigStore {
  constructor(
    private readonly reads: ReadDatabase,
    private readonly writes: WriteDatabase,
  ) {
    super();
  }

  async find(projectId: string, { page, limit }: PageRequest): Promise<Page<ScoreConfig>> {
    const [total] = await this.reads.query<{ count: number }>(
      'SELECT count(*) AS count FROM score_configs WHERE project_id = $1',
      [projectId],
    );
    const rows = await this.reads.query<ScoreConfigRow>(
      `SELECT ${COLUMNS} FROM score_configs WHERE project_id = $1 ORDER BY created_at DESC, id LIMIT $2 OFFSET $3`,
      [projectId, limit, (page - 1) * limit],
    );
    return { items: rows.map(configFromRow), totalItems: total?.count ?? 0 };
  }

  async get(projectId: string, id: string): Promise<ScoreConfig | null> {
    const [row] = await this.reads.query<ScoreConfigRow>(
      `SELECT ${COLUMNS} FROM score_configs WHERE project_id = $1 AND id = $2`,
      [projectId, id],
    );
    return row === undefined ? null : configFromRow(row);
  }

  insert(config: ScoreConfig): Promise<void> {
    return this.run(
      `INSERT INTO score_configs (${COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      config,
    );
  }

  replace(config: ScoreConfig): Promise<void> {
    return this.run(
      `UPDATE score_configs SET name = $3, data_type = $4, is_archived = $5, min_value = $6, max_value = $7, categories = $8,
        description = $9, created_at = $10, updated_at = $11 WHERE project_id = $1 AND id = $2`,
      config,
    );
  }

  private async run(sql: string, config: ScoreConfig): Promise<void> {
    try {
      await this.writes.transaction((transaction) =>
        transaction.query(sql, [
          config.projectId,
          config.id,
          config.name,
          config.dataType,
          config.isArchived,
          config.minValue,
          config.maxValue,
          config.categories === null ? null : JSON.stringify(config.categories),
          config.description,
          config.createdAt,
          config.updatedAt,
        ]),
      );
    } catch (error) {
      throw databaseError(error, 'write');
    }
  }
}

function configFromRow(row: ScoreConfigRow): ScoreConfig {
  return {
    projectId: row.project_id,
    id: row.id,
    name: row.name,
    dataType: row.data_type,
    isArchived: row.is_archived,
    minValue: row.min_value,
    maxValue: row.max_value,
    categories: row.categories === null ? null : (JSON.parse(row.categories) as ScoreCategory[]),
    description: row.description,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
