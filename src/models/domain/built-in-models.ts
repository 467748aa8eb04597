import { builtinPrices } from '../../common/pricing/builtin-prices.js';
import { parseTimestamp, type Timestamp } from '../../common/time/timestamp.js';
import type { ModelDefinition } from './model-definition.js';

interface BuiltInModels {
  readonly all: readonly ModelDefinition[];
  readonly byId: ReadonlyMap<string, ModelDefinition>;
}

let known: BuiltInModels | null = null;

/** Those that every project has, in the order in which they are listed. They were defined when their prices were read. */
export function builtInModels(): readonly ModelDefinition[] {
  return read().all;
}

/** Null where none that is built in has this id. */
export function builtInModel(id: string): ModelDefinition | null {
  return read().byId.get(id) ?? null;
}

/** When they are asked for first: there are so many that each start of the server would take longer. */
function read(): BuiltInModels {
  if (known === null) {
    const all = builtinPrices().map((price) => ({
      price,
      createdAt: parseTimestamp(price.pricedOn) as Timestamp,
    }));
    known = { all, byId: new Map(all.map((model) => [model.price.id, model])) };
  }
  return known;
}
