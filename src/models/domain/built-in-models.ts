import { builtinPrices } from '../../common/pricing/builtin-prices.js';
import { parseTimestamp, type Timestamp } from '../../common/time/timestamp.js';
import type { ModelDefinition } from './model-definition.js';

/** Those that every project has, in the order in which they are listed. They were defined when their prices were read. */
export const BUILT_IN_MODELS: readonly ModelDefinition[] = builtinPrices().map((price) => ({
  price,
  createdAt: parseTimestamp(price.pricedOn) as Timestamp,
}));

const byId = new Map(BUILT_IN_MODELS.map((model) => [model.price.id, model]));

/** Null where none that is built in has this id. */
export function builtInModel(id: string): ModelDefinition | null {
  return byId.get(id) ?? null;
}
