import { LRUCache } from 'lru-cache';
import { flatCopy } from '../flat-copy.js';
import type { Timestamp } from '../time/timestamp.js';
import { builtinPricesOf } from './builtin-prices.js';
import { LinearPatterns } from './linear-pattern.js';
import type { ModelPrice } from './model-price.js';

/** Longer ones are no names: that of an Amazon endpoint has at most 256. */
const MAX_NAME_CHARACTERS = 256;
const MAX_NAMES = 2000;

/** The prices that a project sees: its own before those that are built in. Never changes. */
export class PriceList {
  /** What prices the name has, the best first: the project's own, the latest start first, then the built-in ones likewise. */
  private readonly known = new LRUCache<string, readonly ModelPrice[]>({ max: MAX_NAMES });
  private readonly patterns: LinearPatterns;

  private constructor(private readonly project: readonly ModelPrice[]) {
    this.patterns = new LinearPatterns(project.map((price) => price.matchPattern));
  }

  /** @param project of two with the same start the earlier one counts; their patterns have no fault (see `patternFault`) */
  static of(project: readonly ModelPrice[]): PriceList {
    return new PriceList(project);
  }

  /** What the model of this name cost at that time. Null: no price is known. */
  find(model: string, at: Timestamp): ModelPrice | null {
    for (const price of this.pricesOf(model)) {
      if (price.startDate === null || price.startDate <= at) return price;
    }
    return null;
  }

  private pricesOf(model: string): readonly ModelPrice[] {
    let prices = this.known.get(model);
    if (prices !== undefined) return prices;
    if (model.length > MAX_NAME_CHARACTERS) return [];
    prices = [...latestFirst(this.ownPricesOf(model)), ...latestFirst(builtinPricesOf(model))];
    this.known.set(flatCopy(model), prices);
    return prices;
  }

  private ownPricesOf(model: string): readonly ModelPrice[] {
    return this.patterns.findIn(model).flatMap((index) => this.project[index] ?? []);
  }
}

function latestFirst(prices: readonly ModelPrice[]): readonly ModelPrice[] {
  return prices.toSorted((one, other) => compareStarts(other.startDate, one.startDate));
}

/** None is before all. */
function compareStarts(one: Timestamp | null, other: Timestamp | null): number {
  if (one === other) return 0;
  return (one ?? '') < (other ?? '') ? -1 : 1;
}
