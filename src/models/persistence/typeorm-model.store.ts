import { Injectable } from '@nestjs/common';
import { databaseError } from '../../database/database-error.js';
import { MODEL_COLUMNS, modelPriceFromRow, storedTiers, type ModelRow } from '../../database/model-rows.js';
import { ReadDatabase } from '../../database/read-database.js';
import { WriteDatabase, type Transaction } from '../../database/write-database.js';
import type { ModelDefinition } from '../domain/model-definition.js';
import { patternsOf, sizeOf, type ModelRoom } from '../domain/model-room.js';
import { ModelStore, type Models, type Refusal, type Stretch } from '../domain/model.store.js';

/** One change of a project's models at a time. The first key tells these locks from others. */
const LOCK_PROJECT = 'SELECT pg_advisory_xact_lock(8743, hashtext($1))';

/** What the other models of a project take of its room. */
const OCCUPANTS = `
  SELECT match_pattern, model_name = $2 AND start_date IS NOT DISTINCT FROM $3::timestamptz AS is_same,
    ARRAY(SELECT pattern #>> '{}' FROM jsonb_path_query(tiers, '$[*].conditions[*].usageDetailPattern') AS pattern) AS of_usage
  FROM models WHERE project_id = $1 AND id <> $4`;

const PUT = `INSERT INTO models (${MODEL_COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)
  ON CONFLICT (project_id, id) DO UPDATE SET (model_name, match_pattern, start_date, unit, tokenizer_id, tokenizer_config, tiers, updated_at) =
    (EXCLUDED.model_name, EXCLUDED.match_pattern, EXCLUDED.start_date, EXCLUDED.unit, EXCLUDED.tokenizer_id, EXCLUDED.tokenizer_config,
     EXCLUDED.tiers, EXCLUDED.updated_at)
  RETURNING ${MODEL_COLUMNS}`;

interface Occupant {
  readonly match_pattern: string;
  readonly is_same: boolean;
  readonly of_usage: readonly string[];
}

@Injectable()
export class TypeOrmModelStore extends ModelStore {
  constructor(
    private readonly reads: ReadDatabase,
    private readonly writes: WriteDatabase,
  ) {
    super();
  }

  async find(projectId: string, { offset, limit }: Stretch): Promise<Models> {
    const [total] = await this.reads.query<{ count: number }>(
      'SELECT count(*) AS count FROM models WHERE project_id = $1',
      [projectId],
    );
    const rows = await this.reads.query<ModelRow>(
      `SELECT ${MODEL_COLUMNS} FROM models WHERE project_id = $1
       ORDER BY model_name COLLATE "C", start_date DESC NULLS LAST LIMIT $2 OFFSET $3`,
      [projectId, limit, offset],
    );
    return { items: rows.map(modelFromRow), totalItems: total?.count ?? 0 };
  }

  async get(projectId: string, id: string): Promise<ModelDefinition | null> {
    const [row] = await this.reads.query<ModelRow>(
      `SELECT ${MODEL_COLUMNS} FROM models WHERE project_id = $1 AND id = $2`,
      [projectId, id],
    );
    return row === undefined ? null : modelFromRow(row);
  }

  put({ price, createdAt }: ModelDefinition, room: ModelRoom): Promise<ModelDefinition | Refusal> {
    return this.run(async (transaction) => {
      await transaction.query(LOCK_PROJECT, [price.projectId]);
      const others = await transaction.query<Occupant>(OCCUPANTS, [
        price.projectId,
        price.modelName,
        price.startDate,
        price.id,
      ]);
      if (others.some(({ is_same }) => is_same)) return 'taken';
      if (others.length >= room.models) return 'full';
      const patterns = others.flatMap(({ match_pattern, of_usage }) => [match_pattern, ...of_usage]);
      if (sizeOf([...patternsOf(price), ...patterns]) > room.patternSize) return 'costly';
      const [row] = await transaction.query<ModelRow>(PUT, [
        price.projectId,
        price.id,
        price.modelName,
        price.matchPattern,
        price.startDate,
        price.unit,
        price.tokenizerId,
        price.tokenizerConfig === null ? null : JSON.stringify(price.tokenizerConfig),
        storedTiers(price.tiers),
        createdAt,
      ]);
      if (row === undefined) throw new Error('What was put is not returned');
      return modelFromRow(row);
    });
  }

  async delete(projectId: string, id: string): Promise<boolean> {
    const deleted = await this.run((transaction) =>
      transaction.query('DELETE FROM models WHERE project_id = $1 AND id = $2 RETURNING id', [projectId, id]),
    );
    return deleted.length > 0;
  }

  private async run<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    try {
      return await this.writes.transaction(work);
    } catch (error) {
      throw databaseError(error, 'write');
    }
  }
}

function modelFromRow(row: ModelRow): ModelDefinition {
  return { price: modelPriceFromRow(row), createdAt: row.created_at };
}
