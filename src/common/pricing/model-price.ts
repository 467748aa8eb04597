import type { Timestamp } from '../time/timestamp.js';

/** USD per unit, exact decimal texts, by usage bucket. */
export type Prices = ReadonlyMap<string, string>;

export type TierOperator = 'gt' | 'gte' | 'lt' | 'lte' | 'eq' | 'neq';

/** Compares the sum of all buckets whose name the pattern finds something in. */
export interface UsageCondition {
  readonly usageDetailPattern: string;
  readonly operator: TierOperator;
  readonly value: number;
  readonly caseSensitive: boolean;
}

/** Holds where the member of this name has one of the values, in their text form. */
export interface AttributeCondition {
  readonly source: 'model_parameters' | 'metadata';
  readonly key: string;
  readonly values: readonly string[];
}

export type TierCondition = UsageCondition | AttributeCondition;

export interface PricingTier {
  readonly id: string;
  readonly name: string;
  readonly isDefault: boolean;
  /** The lowest whose conditions all hold counts; the default one where none does. */
  readonly priority: number;
  readonly conditions: readonly TierCondition[];
  readonly prices: Prices;
}

export interface PricedHours {
  /** `01:00`, included. */
  readonly from: string;
  /** `04:00`, not included. */
  readonly to: string;
  /** Not on Saturdays and Sundays. */
  readonly weekdays: boolean;
}

/** What a model costs from a date on. */
export interface ModelPrice {
  readonly id: string;
  /** Null: built in. */
  readonly projectId: string | null;
  readonly modelName: string;
  /** In the syntax of RE2, looked for anywhere in the name. */
  readonly matchPattern: string;
  /** Null: always. */
  readonly startDate: Timestamp | null;
  /** Holds in these hours of the day only, UTC, and there before a price of the same start that holds all day. */
  readonly hours?: PricedHours | null;
  readonly unit: string;
  /** `openai`, `claude` or another word, for which no tokens are counted. */
  readonly tokenizerId: string | null;
  readonly tokenizerConfig: Readonly<Record<string, unknown>> | null;
  /** Exactly one of them is the default. */
  readonly tiers: readonly PricingTier[];
  /** `project`, or where the price was read: the address of the vendor's page, or the data package. */
  readonly source: string;
  /** The date on which it was read there, or on which the project defined it: `2026-01-31`. */
  readonly pricedOn: string;
  /** As people call it: `OpenAI GPT-4o`. */
  readonly product: string;
}
