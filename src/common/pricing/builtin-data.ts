import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** USD per million units, decimal texts, by bucket. */
export type Rates = Readonly<Record<string, string>>;

export interface LongRates {
  /** So many units of what goes in. */
  readonly above: number;
  /** Those that differ from what holds below. */
  readonly rates: Rates;
}

/** Another way of processing, which requests name: what is not in its rates costs what it costs otherwise. */
export interface BuiltinMode {
  readonly name: string;
  readonly attribute: readonly [key: string, values: readonly string[]];
  readonly base: Rates;
  readonly long?: readonly LongRates[];
}

/** From a day on, or on a part of each day. */
export interface BuiltinPeriod {
  readonly from?: string;
  readonly hours?: { readonly from: string; readonly to: string; readonly weekdays?: true };
  readonly base: Rates;
  readonly long?: readonly LongRates[];
  readonly modes?: readonly BuiltinMode[];
}

/** A model as its provider names it: names, and beginnings, parts and ends of names, in small letters. */
export interface BuiltinModel {
  /** `provider:model` */
  readonly id: string;
  readonly product: string;
  readonly names?: readonly string[];
  readonly prefixes?: readonly string[];
  readonly parts?: readonly string[];
  readonly ends?: readonly string[];
  /** Without its provider, the name may be that of something else. */
  readonly prefixed?: true;
  readonly tokenizer?: string;
  readonly source?: string;
  readonly on?: string;
  readonly periods: readonly BuiltinPeriod[];
}

interface BuiltinData {
  /** The package that the prices were taken from, and when they were checked last. */
  readonly by: string;
  readonly on: string;
  /** Where each provider publishes its prices. */
  readonly pages: Readonly<Record<string, string>>;
  readonly models: readonly BuiltinModel[];
}

let data: BuiltinData | null = null;

/** What `npm run prices` wrote. Read when it is asked for first: not every server prices, and each should start at once. */
export function builtinData(): BuiltinData {
  data ??= JSON.parse(readFileSync(join(__dirname, 'data', 'prices.json'), 'utf8')) as BuiltinData;
  return data;
}
