import type { ModelUnit, TokenizerId } from './model-definition.js';

/** A model as it is sent: everything is of its type and within its bounds, and prices are decimal texts. */
export interface NewModel {
  readonly modelName: string;
  readonly matchPattern: string;
  readonly startDate: string | null;
  readonly unit: ModelUnit;
  readonly inputPrice: string | null;
  readonly outputPrice: string | null;
  readonly totalPrice: string | null;
  readonly pricingTiers: readonly NewTier[];
  readonly tokenizerId: TokenizerId | null;
  readonly tokenizerConfig: Readonly<Record<string, unknown>> | null;
}

export interface NewTier {
  readonly name: string;
  readonly isDefault: boolean;
  readonly priority: number;
  readonly conditions: readonly NewCondition[];
  readonly prices: ReadonlyMap<string, string>;
}

/** What a condition may say; which of it belongs together is checked later. */
export interface NewCondition {
  readonly usageDetailPattern?: string;
  readonly operator?: string;
  readonly value?: number;
  readonly caseSensitive?: boolean;
  readonly source?: string;
  readonly key?: string;
  readonly values?: readonly string[];
}
