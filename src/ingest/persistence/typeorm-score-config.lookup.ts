import { Injectable } from '@nestjs/common';
import { ReadDatabase } from '../../database/read-database.js';
import { ScoreConfigLookup, type ScoreRule } from '../domain/score-config.lookup.js';

interface ScoreConfigRow {
  readonly name: string;
  readonly data_type: string;
  readonly is_archived: boolean;
  readonly min_value: number | null;
  readonly max_value: number | null;
  readonly categories: string | null;
}

@Injectable()
export class TypeOrmScoreConfigLookup extends ScoreConfigLookup {
  constructor(private readonly database: ReadDatabase) {
    super();
  }

  async find(projectId: string, id: string): Promise<ScoreRule | null> {
    const [row] = await this.database.query<ScoreConfigRow>(
      `SELECT name, data_type, is_archived, min_value, max_value, categories FROM score_configs
       WHERE project_id = $1 AND id = $2`,
      [projectId, id],
    );
    if (row === undefined) return null;
    return {
      name: row.name,
      dataType: row.data_type,
      isArchived: row.is_archived,
      minValue: row.min_value,
      maxValue: row.max_value,
      categories: row.categories === null ? null : (JSON.parse(row.categories) as ScoreRule['categories']),
    };
  }
}
