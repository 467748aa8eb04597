import { LRUCache } from 'lru-cache';
import { ownMember } from '../json/json-object.js';
import { RecentKeys } from '../recent-keys.js';
import { effortOf, EffortSpentError, type Effort } from './effort.js';
import { LinearPatterns } from './linear-pattern.js';
import { saidByUsage } from './said-by-usage.js';
import type {
  AttributeCondition,
  ModelPrice,
  PricingTier,
  TierOperator,
  UsageCondition,
} from './model-price.js';

/** What is priced: usage by bucket, each unit in one bucket only, and what the conditions of tiers may ask for. */
export interface Priceable {
  readonly usage: ReadonlyMap<string, number>;
  readonly modelParameters: unknown;
  readonly metadata: unknown;
  /** Usage as it was sent, JSON. What it says of how the call was served goes before what the parameters asked for. */
  readonly usageSent?: string | null;
}

/** What is stored as JSON is read only where a tier asks for it. */
export function priceableOf(
  usage: ReadonlyMap<string, number>,
  modelParameters: string | null,
  metadata: string | null,
  usageSent: string | null,
): Priceable {
  return {
    usage,
    usageSent,
    get modelParameters(): unknown {
      return modelParameters === null ? null : (JSON.parse(modelParameters) as unknown);
    },
    get metadata(): unknown {
      return metadata === null ? null : (JSON.parse(metadata) as unknown);
    },
  };
}

/**
 * The tier whose prices count: of those whose conditions all hold the one that comes first, else the default one. Null where the patterns of its
 * project have taken too long of late to find it.
 */
export function tierOf(
  price: ModelPrice,
  subject: Priceable,
  effort: Effort | null = price.projectId === null ? null : effortOf(price.projectId),
): PricingTier | null {
  const [only] = price.tiers;
  if (price.tiers.length === 1 && only?.isDefault === true) return only;
  try {
    return chosenTier(price, new Asked(subject, effort));
  } catch (error) {
    if (error instanceof EffortSpentError) return null;
    throw error;
  }
}

function chosenTier(price: ModelPrice, asked: Asked): PricingTier | null {
  let chosen: PricingTier | null = null;
  let standard: PricingTier | null = null;
  for (const tier of price.tiers) {
    if (tier.isDefault) standard = tier;
    else if ((chosen === null || tier.priority < chosen.priority) && holds(tier, asked)) chosen = tier;
  }
  return chosen ?? standard;
}

const BATCH = 'batch';
/** So long may the tier of one observation be looked for: nobody else has a turn meanwhile. */
const MOST_MS = 500;

/** The subject, of which each part is read at the most once: it may have to be parsed. */
class Asked {
  private readonly known = new Map<AttributeCondition['source'], unknown>();
  private readonly served = new Map<string, string | null>();

  private readonly spentBefore: number;

  /** @param effort of the project; null for what is built in, whose patterns take no time */
  constructor(
    private readonly subject: Priceable,
    readonly effort: Effort | null,
  ) {
    this.spentBefore = effort?.spentMs ?? 0;
  }

  /** @throws EffortSpentError */
  requireTime(): void {
    if (this.effort !== null && this.effort.spentMs - this.spentBefore > MOST_MS) this.effort.refuse();
  }

  get usage(): ReadonlyMap<string, number> {
    return this.subject.usage;
  }

  value({ source, key }: AttributeCondition): unknown {
    const said = ownMember(this.attributes(source), key);
    // No request asks for a batch: whoever says that it was one knows more than the answers within, which may say that they are ordinary ones.
    if (source === 'metadata' || said === BATCH) return said;
    return this.servedBy(key) ?? said;
  }

  private servedBy(key: string): string | null {
    let served = this.served.get(key);
    if (served === undefined)
      this.served.set(key, (served = saidByUsage(this.subject.usageSent ?? null, key)));
    return served;
  }

  private attributes(source: AttributeCondition['source']): unknown {
    if (!this.known.has(source))
      this.known.set(source, source === 'metadata' ? this.subject.metadata : this.subject.modelParameters);
    return this.known.get(source);
  }
}

function holds({ conditions }: PricingTier, asked: Asked): boolean {
  return (
    conditions.length > 0 &&
    conditions.every((condition) =>
      'source' in condition ? hasAttribute(condition, asked) : hasUsage(condition, asked),
    )
  );
}

function hasAttribute(condition: AttributeCondition, asked: Asked): boolean {
  const value = asked.value(condition);
  const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return isPlain && condition.values.includes(String(value));
}

function hasUsage(condition: UsageCondition, asked: Asked): boolean {
  const finds = finderOf(condition);
  let sum = 0;
  for (const [bucket, count] of asked.usage) {
    if (finds(bucket, asked.effort)) sum += count;
    asked.requireTime();
  }
  return COMPARE[condition.operator](sum, condition.value);
}

const COMPARE: Readonly<Record<TierOperator, (sum: number, value: number) => boolean>> = {
  gt: (sum, value) => sum > value,
  gte: (sum, value) => sum >= value,
  lt: (sum, value) => sum < value,
  lte: (sum, value) => sum <= value,
  eq: (sum, value) => sum === value,
  neq: (sum, value) => sum !== value,
};

/** Whether a pattern finds something in the name of a bucket. @throws EffortSpentError */
type Finder = (bucket: string, effort: Effort | null) => boolean;

const MAX_FINDERS = 200;
/** Longer ones are no names, and are counted by no condition. */
const MAX_BUCKET_CHARACTERS = 100;
const finders = new LRUCache<string, Finder>({ max: MAX_FINDERS });

/** Most conditions are the same few, and so are the names of buckets: each answer is worked out once. */
function finderOf({ usageDetailPattern, caseSensitive }: UsageCondition): Finder {
  const key = `${caseSensitive ? 's' : 'i'}${usageDetailPattern}`;
  let finder = finders.get(key);
  if (finder === undefined) {
    let patterns: LinearPatterns | undefined;
    const look = (bucket: string): boolean =>
      (patterns ??= new LinearPatterns([usageDetailPattern], caseSensitive)).findIn(bucket).length > 0;
    let payer: Effort | null = null;
    const answers = new RecentKeys((bucket) =>
      payer === null ? look(bucket) : payer.spend(() => look(bucket)),
    );
    finder = (bucket, effort) => {
      payer = effort;
      return bucket.length <= MAX_BUCKET_CHARACTERS && answers.get(bucket);
    };
    finders.set(key, finder);
  }
  return finder;
}
