import { LRUCache } from 'lru-cache';
import { flatCopy } from '../flat-copy.js';
import { timestampToMs, type Timestamp } from '../time/timestamp.js';
import { builtinPricesOf } from './builtin-prices.js';
import { effortOf, EffortSpentError, type Effort } from './effort.js';
import { LinearPatterns } from './linear-pattern.js';
import type { ModelPrice } from './model-price.js';

/** Longer ones are no names: the address of a model on Amazon Bedrock has some 120. */
const MAX_NAME_CHARACTERS = 200;
const MAX_NAMES = 2000;
/** Instructions for one name: some 100 ms in the worst case, of patterns that were made for it. A thousand ordinary patterns are 30,000. */
const MAX_STEPS = 5_000_000;

const END_OF_TIME = '2100-01-01T00:00:00.000000Z' as Timestamp;

/** The prices that a project sees: its own before those that are built in. Never changes. */
export class PriceList {
  /** What prices the name has, the best first: the project's own, the latest start first, then the built-in ones likewise. */
  private readonly known = new LRUCache<string, readonly ModelPrice[]>({ max: MAX_NAMES });
  /** Put together when they are first needed. */
  private patterns: LinearPatterns | null = null;

  private constructor(
    private readonly project: readonly ModelPrice[],
    private readonly effort: Effort,
  ) {}

  /** @param project of two with the same start the earlier one counts; their patterns have no fault (see `patternFault`) */
  static of(project: readonly ModelPrice[], effort = effortOf(project[0]?.projectId ?? '')): PriceList {
    return new PriceList(project, effort);
  }

  /** Compiles the project's patterns, in turns with what else there is to do, so that the first name need not wait for it. */
  async prepare(): Promise<void> {
    if (this.project.length === 0) return;
    try {
      await this.ownPatterns().prepare((work) => this.effort.spend(work));
    } catch (error) {
      // What is left of it is compiled when there is time.
      if (!(error instanceof EffortSpentError)) throw error;
    }
  }

  /** How often there was no time to look for a price or its tier. */
  get refusals(): number {
    return this.effort.refusals;
  }

  /** What the model of this name cost at that time. Null: no price is known, or the project's patterns have taken too long of late to look for it. */
  find(model: string, at: Timestamp): ModelPrice | null {
    return this.pricesOf(model).find((price) => holdsAt(price, at)) ?? null;
  }

  /** What the model of this name costs, or will have cost, once all prices that are known have begun. Null: none is known. */
  findLatest(model: string): ModelPrice | null {
    return this.find(model, END_OF_TIME);
  }

  /** How its tokens are counted: as the best price says that says it, so that a price of the project's own need not. Null: nobody knows. */
  findTokenizer(model: string, at: Timestamp): Pick<ModelPrice, 'tokenizerId' | 'tokenizerConfig'> | null {
    return this.pricesOf(model).find((price) => price.tokenizerId !== null && holdsAt(price, at)) ?? null;
  }

  private pricesOf(model: string): readonly ModelPrice[] {
    let prices = this.known.get(model);
    if (prices !== undefined) return prices;
    if (model.length > MAX_NAME_CHARACTERS) return [];
    const own = this.ownPricesOf(model);
    // Those that are built in do not stand for the project's own.
    if (own === null) return [];
    prices = [...latestFirst(own), ...latestFirst(builtinPricesOf(model))];
    this.known.set(flatCopy(model), prices);
    return prices;
  }

  /** Null: there was no time to look for them. */
  private ownPricesOf(model: string): readonly ModelPrice[] | null {
    if (this.project.length === 0) return [];
    try {
      return this.effort.spend(() => this.findIn(model));
    } catch (error) {
      if (error instanceof EffortSpentError) return null;
      throw error;
    }
  }

  private findIn(model: string): readonly ModelPrice[] {
    const patterns = this.ownPatterns();
    // Patterns without measure are looked for in short names only.
    if (model.length > MAX_STEPS / Math.max(1, patterns.size)) return [];
    return patterns.findIn(model).flatMap((index) => this.project[index] ?? []);
  }

  private ownPatterns(): LinearPatterns {
    return (this.patterns ??= new LinearPatterns(this.project.map(({ matchPattern }) => matchPattern)));
  }
}

function holdsAt(price: ModelPrice, at: Timestamp): boolean {
  return (price.startDate === null || price.startDate <= at) && isInHours(price, at);
}

/** The latest start first, and of one start what holds for some hours only before what holds all day. */
function latestFirst(prices: readonly ModelPrice[]): readonly ModelPrice[] {
  return prices.toSorted((one, other) => {
    const starts = compareStarts(other.startDate, one.startDate);
    return starts !== 0 ? starts : Number(hasHours(other)) - Number(hasHours(one));
  });
}

/** None is before all. */
function compareStarts(one: Timestamp | null, other: Timestamp | null): number {
  if (one === other) return 0;
  return (one ?? '') < (other ?? '') ? -1 : 1;
}

function hasHours({ hours }: ModelPrice): boolean {
  return hours !== undefined && hours !== null;
}

function isInHours({ hours }: ModelPrice, at: Timestamp): boolean {
  if (hours === undefined || hours === null) return true;
  const time = at.slice(11, 16);
  if (time < hours.from || time >= hours.to) return false;
  const day = new Date(timestampToMs(at)).getUTCDay();
  return !hours.weekdays || (day !== 0 && day !== 6);
}
