import { Big } from 'big.js';
import { keyJson } from '../../../common/json/json-key.js';
import { InvalidFieldError } from '../../../common/json/invalid-field.error.js';
import { MAX_TOKENS } from '../amounts.js';
import type { ObservationFields } from '../telemetry-fields.js';
import { withoutOverlap } from '../usage/overlap.js';
import { countOf } from '../usage/usage-shape.js';
import { usageShapeOf } from '../usage/usage-shapes.js';
import type { Buckets } from './ingestion-event.js';

export type UsageFields = Partial<
  Pick<
    ObservationFields,
    | 'promptTokens'
    | 'completionTokens'
    | 'totalTokens'
    | 'unit'
    | 'usageDetails'
    | 'usageSent'
    | 'costDetails'
    | 'calculatedInputCost'
    | 'calculatedOutputCost'
    | 'calculatedTotalCost'
  >
>;

type Amounts = Map<string, number>;

/** What was sent as usage, and the counts that it comes to. */
interface ReadUsage {
  readonly counts: Amounts;
  /** As JSON, where the counts do not say all of it: they were taken apart, have other names, or something is no count. */
  readonly sent: string | null;
}

const MAX_COST = 1e12;
/** Usage has a few hundred characters; of what is more than that nobody could make use. */
const MAX_SENT = 100_000;

/**
 * Usage and cost as Langfuse reads them: `usageDetails` wins over `usage`, the amounts of input and output are those of all buckets with that word in
 * their name, and the total is the sum of all where it is not said. What the APIs of vendors return is taken apart, whatever else stands
 * beside it (see usage-shapes.ts), so that no token counts twice.
 * @throws InvalidFieldError where the counts are more together than the kept figures can hold
 */
export function usageFields(
  usage: Buckets | null | undefined,
  usageDetails: Buckets | null | undefined,
  costDetails: Buckets | null | undefined,
): UsageFields {
  return Object.assign(
    countFields(readUsageDetails(usageDetails), 'usageDetails') ??
      countFields(readUsage(usage), 'usage') ??
      {},
    unitField(usage),
    costFields(costsOf(costDetails) ?? costsOf(costsInUsage(usage))),
  );
}

/**
 * The same of amounts that have been read, by bucket. What is no count or no cost says nothing.
 * @throws InvalidFieldError where the counts are more together than the kept figures can hold
 */
export function amountFields(
  usage: ReadonlyMap<string, unknown> | undefined,
  cost: ReadonlyMap<string, unknown> | undefined,
): UsageFields {
  const counts = usage === undefined ? null : readEntries(usage);
  const costs = cost === undefined ? null : costsOfEntries(cost);
  return { ...countFields(counts, 'usageDetails'), ...costFields(costs) };
}

/** Whether `amountFields` keeps all that was sent as usage. */
export function isAllCounted(usage: ReadonlyMap<string, unknown>): boolean {
  const read = readEntries(usage);
  return read !== null && (read.sent === null || read.sent.length <= MAX_SENT);
}

/** Whether it keeps all that was sent as costs. */
export function isAllPaid(cost: ReadonlyMap<string, unknown>): boolean {
  return [...cost.values()].every((value) => value === null || isCost(value));
}

const USAGE_KEYS = [
  'input',
  'output',
  'total',
  'promptTokens',
  'completionTokens',
  'totalTokens',
  'total_tokens',
];
const OTHER_USAGE_KEYS = ['unit', 'inputCost', 'outputCost', 'totalCost'];

/** Only in usageDetails may buckets have any name; here others than Langfuse's own are no counts, unless they are a vendor's. */
function readUsage(usage: Buckets | null | undefined): ReadUsage | null {
  if (usage === null || usage === undefined) return null;
  if (usageShapeOf(Object.keys(usage)) !== null) return readUsageDetails(usage);
  const own: [string, unknown][] = [];
  let hasOthers = false;
  for (const key in usage) {
    if (USAGE_KEYS.includes(key)) own.push([key, usage[key]]);
    else if (usage[key] !== null && !OTHER_USAGE_KEYS.includes(key)) hasOthers = true;
  }
  const { counts, isAll } = plainCounts(new Map(own));
  return readOf(counts, isAll && !hasOthers ? null : usage);
}

function readUsageDetails(usage: Buckets | null | undefined): ReadUsage | null {
  return usage === null || usage === undefined ? null : readEntries(new Map(Object.entries(usage)));
}

function readEntries(sent: ReadonlyMap<string, unknown>): ReadUsage | null {
  const shape = usageShapeOf(sent.keys());
  if (shape !== null) {
    const usage = Object.fromEntries(sent);
    const counts = shape.read(usage);
    if (counts.size > 0) return readOf(new Map(counts), usage);
  }
  const { counts, isAll } = plainCounts(sent);
  const apart = withoutOverlap(counts);
  return readOf(apart ?? counts, isAll && apart === null ? null : Object.fromEntries(sent));
}

function readOf(counts: Amounts, sent: Buckets | null): ReadUsage | null {
  if (counts.size === 0) return null;
  if (!counts.has('total')) counts.set('total', sumOfAll(counts));
  return { counts, sent: sent === null ? null : JSON.stringify(sent) };
}

/**
 * What is no bucket of its own, by any of its names: a total beside what it counts would count it twice. A map, as buckets may have any name: an
 * object has members that nobody has put there.
 */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['promptTokens', 'input'],
  ['completionTokens', 'output'],
  ['totalTokens', 'total'],
  ['total_tokens', 'total'],
]);

/** Whole numbers of zero or more, also as texts; anything else is not a count. What is null says nothing. */
function plainCounts(sent: ReadonlyMap<string, unknown>): { counts: Amounts; isAll: boolean } {
  const counts: Amounts = new Map();
  let isAll = true;
  for (const [key, value] of sent) {
    const count = countOf(value);
    const name = NAMES.get(key) ?? key;
    if (count === null) isAll &&= value === null;
    else {
      isAll &&= !counts.has(name);
      counts.set(name, count);
    }
  }
  return { counts, isAll };
}

function countFields(read: ReadUsage | null, member: 'usage' | 'usageDetails'): UsageFields | null {
  if (read === null) return null;
  const { counts, sent } = read;
  const promptTokens = sumOfNamed(counts, 'input');
  const completionTokens = sumOfNamed(counts, 'output');
  const totalTokens = counts.get('total') ?? 0;
  if (Math.max(promptTokens, completionTokens, totalTokens / 2) > MAX_TOKENS)
    throw new InvalidFieldError(['body', member], `must count at most ${MAX_TOKENS} of input and of output`);
  return {
    usageDetails: amountsJson(counts),
    ...(sent === null || sent.length > MAX_SENT ? {} : { usageSent: sent }),
    promptTokens,
    completionTokens,
    totalTokens,
  };
}

function unitField(usage: Buckets | null | undefined): UsageFields {
  const unit = usage?.['unit'];
  return typeof unit === 'string' && unit !== '' ? { unit } : {};
}

function costsInUsage(usage: Buckets | null | undefined): Buckets | null {
  if (usage === null || usage === undefined) return null;
  const { inputCost, outputCost, totalCost } = usage;
  return { input: inputCost, output: outputCost, total: totalCost };
}

function costsOf(sent: Buckets | null | undefined): Amounts | null {
  return sent === null || sent === undefined ? null : costsOfEntries(new Map(Object.entries(sent)));
}

/** Numbers of zero or more, USD; anything else is not a cost. */
function costsOfEntries(sent: ReadonlyMap<string, unknown>): Amounts | null {
  const costs: Amounts = new Map();
  for (const [key, value] of sent) {
    if (isCost(value)) costs.set(key, value);
  }
  if (costs.size === 0) return null;
  const isPlain = [...costs.keys()].every((key) => key === 'input' || key === 'output');
  if (isPlain) costs.set('total', sumOfAll(costs));
  return costs;
}

function isCost(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 && value <= MAX_COST;
}

function costFields(costs: Amounts | null): UsageFields {
  if (costs === null) return {};
  return {
    costDetails: amountsJson(costs),
    calculatedInputCost: sumOfNamed(costs, 'input'),
    calculatedOutputCost: sumOfNamed(costs, 'output'),
    calculatedTotalCost: costs.get('total') ?? sumOfAll(costs),
  };
}

function amountsJson(amounts: Amounts): string {
  let text = '';
  for (const [key, amount] of amounts) text += `${text === '' ? '' : ','}${keyJson(key)}:${amount}`;
  return `{${text}}`;
}

/** In decimals: what costs 0.1 and 0.2 costs 0.3. */
function sumOfNamed(amounts: Amounts, word: string): number {
  let whole = 0;
  let parts: Big | null = null;
  for (const key of amounts.keys()) {
    if (!key.includes(word)) continue;
    const amount = amounts.get(key) ?? 0;
    if (Number.isInteger(amount)) whole += amount;
    else parts = (parts ?? new Big(0)).plus(amount);
  }
  return parts === null ? whole : parts.plus(whole).toNumber();
}

const ANY = '';

function sumOfAll(amounts: Amounts): number {
  return sumOfNamed(amounts, ANY);
}
