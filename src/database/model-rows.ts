import type { ModelPrice, PricingTier } from '../common/pricing/model-price.js';
import type { Timestamp } from '../common/time/timestamp.js';

/** What a {@link ModelRow} consists of. */
export const MODEL_COLUMNS = `project_id, id, model_name, match_pattern, start_date, unit, tokenizer_id, tokenizer_config, tiers, created_at, updated_at`;

/** In the order of PriceList: of two models with the same start date the younger one counts. */
export const MODELS_OF_PROJECT = `SELECT ${MODEL_COLUMNS} FROM models WHERE project_id = $1 ORDER BY created_at DESC, id`;

/** A model of a project, as the table has it. */
export interface ModelRow {
  readonly project_id: string;
  readonly id: string;
  readonly model_name: string;
  readonly match_pattern: string;
  readonly start_date: Timestamp | null;
  readonly unit: string;
  readonly tokenizer_id: string | null;
  readonly tokenizer_config: string | null;
  readonly tiers: string;
  readonly created_at: Timestamp;
  /** When it was defined as it is. */
  readonly updated_at: Timestamp;
}

/** Prices by bucket; the others as they are. */
type StoredTier = Omit<PricingTier, 'prices'> & { readonly prices: Readonly<Record<string, string>> };

export function modelPriceFromRow(row: ModelRow): ModelPrice {
  return {
    projectId: row.project_id,
    id: row.id,
    modelName: row.model_name,
    matchPattern: row.match_pattern,
    startDate: row.start_date,
    unit: row.unit,
    tokenizerId: row.tokenizer_id,
    tokenizerConfig:
      row.tokenizer_config === null
        ? null
        : (JSON.parse(row.tokenizer_config) as ModelPrice['tokenizerConfig']),
    tiers: (JSON.parse(row.tiers) as StoredTier[]).map((tier) => ({
      ...tier,
      prices: new Map(Object.entries(tier.prices)),
    })),
    source: 'project',
    pricedOn: row.updated_at.slice(0, 10),
    product: row.model_name,
  };
}

/** What the column `tiers` holds. */
export function storedTiers(tiers: readonly PricingTier[]): string {
  return JSON.stringify(tiers.map((tier) => ({ ...tier, prices: Object.fromEntries(tier.prices) })));
}
