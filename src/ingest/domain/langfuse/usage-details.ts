import { Big } from 'big.js';
import { keyJson } from '../../../common/json/json-key.js';
import { InvalidFieldError } from '../../../common/json/invalid-field.error.js';
import { MAX_TOKENS } from '../amounts.js';
import type { ObservationFields } from '../telemetry-fields.js';
import type { Buckets } from './ingestion-event.js';

type UsageFields = Partial<
  Pick<
    ObservationFields,
    | 'promptTokens'
    | 'completionTokens'
    | 'totalTokens'
    | 'unit'
    | 'usageDetails'
    | 'costDetails'
    | 'calculatedInputCost'
    | 'calculatedOutputCost'
    | 'calculatedTotalCost'
  >
>;

type Amounts = Map<string, number>;

const MAX_COST = 1e12;
const COMPLETION_KEYS = ['prompt_tokens', 'completion_tokens', 'total_tokens'];
const RESPONSE_KEYS = ['input_tokens', 'output_tokens', 'total_tokens'];
const DETAILS = /^(prompt|completion|input|output)_tokens_details$/;

/**
 * Usage and cost as Langfuse reads them: `usageDetails` wins over `usage`, what OpenAI returns is taken apart (details are not counted twice), the
 * amounts of input and output are those of all buckets with that word in their name, and the total is the sum of all where it is not said.
 * @throws InvalidFieldError where the counts are more together than the kept figures can hold
 */
export function usageFields(
  usage: Buckets | null | undefined,
  usageDetails: Buckets | null | undefined,
  costDetails: Buckets | null | undefined,
): UsageFields {
  return Object.assign(
    countFields(countsOf(usageDetails), 'usageDetails') ??
      countFields(countsOf(withoutOthers(usage)), 'usage') ??
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
  const counts = usage === undefined ? null : countsOfEntries(usage);
  const costs = cost === undefined ? null : costsOfEntries(cost);
  return { ...countFields(counts, 'usageDetails'), ...costFields(costs) };
}

/** Whether `amountFields` makes use of all that was sent as usage. What is null says nothing. */
export function isAllCounted(usage: ReadonlyMap<string, unknown>): boolean {
  const said = [...usage].filter(([, value]) => value !== null);
  if (!isOpenAi(usage.keys())) {
    const names = new Set(said.map(([key]) => NAMES.get(key) ?? key));
    return names.size === said.length && said.every(([, value]) => countOf(value) !== null);
  }
  return said.every(([key, value]) => {
    const side = DETAILS.exec(key)?.[1];
    if (side === undefined) return countOf(value) !== null;
    const details = Object.values(objectOf(value));
    if (details.length === 0 || countOf(usage.get(`${side}_tokens`)) === null) return false;
    return details.every((detail) => detail === null || countOf(detail) !== null);
  });
}

/** The same of what was sent as costs. */
export function isAllPaid(cost: ReadonlyMap<string, unknown>): boolean {
  return [...cost.values()].every((value) => value === null || isCost(value));
}

const USAGE_KEYS = ['input', 'output', 'total', 'promptTokens', 'completionTokens', 'totalTokens'];

/** Only in usageDetails may buckets have any name; here the others are no counts. */
function withoutOthers(usage: Buckets | null | undefined): Buckets | null | undefined {
  if (usage === null || usage === undefined || isOpenAi(Object.keys(usage))) return usage;
  return Object.fromEntries(USAGE_KEYS.flatMap((key) => (key in usage ? [[key, usage[key]]] : [])));
}

function countsOf(sent: Buckets | null | undefined): Amounts | null {
  return sent === null || sent === undefined ? null : countsOfEntries(new Map(Object.entries(sent)));
}

function countsOfEntries(sent: ReadonlyMap<string, unknown>): Amounts | null {
  const counts = isOpenAi(sent.keys()) ? openAiCounts(Object.fromEntries(sent)) : plainCounts(sent);
  if (counts.size === 0) return null;
  if (!counts.has('total')) counts.set('total', sumOfAll(counts));
  return counts;
}

/** A map, as buckets may have any name: an object has members that nobody has put there. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['promptTokens', 'input'],
  ['completionTokens', 'output'],
  ['totalTokens', 'total'],
]);

/** Whole numbers of zero or more, also as texts; anything else is not a count. */
function plainCounts(sent: ReadonlyMap<string, unknown>): Amounts {
  const counts: Amounts = new Map();
  for (const [key, value] of sent) {
    const count = countOf(value);
    if (count !== null) counts.set(NAMES.get(key) ?? key, count);
  }
  return counts;
}

function countOf(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  const isCount =
    typeof number === 'number' && Number.isInteger(number) && number >= 0 && number <= MAX_TOKENS;
  return isCount ? number : null;
}

/** Just the members that OpenAI's completions or responses have; with any other one the buckets are taken by name. */
function isOpenAi(keys: Iterable<string>): boolean {
  let isOfCompletion = true;
  let isOfResponse = true;
  let saysSide = false;
  for (const key of keys) {
    if (DETAILS.test(key)) continue;
    isOfCompletion &&= COMPLETION_KEYS.includes(key);
    isOfResponse &&= RESPONSE_KEYS.includes(key);
    if (!isOfCompletion && !isOfResponse) return false;
    saysSide ||= key !== 'total_tokens';
  }
  return saysSide;
}

/** `input` and `output` without what their details count. */
function openAiCounts(sent: Buckets): Amounts {
  const counts: Amounts = new Map();
  for (const [side, name] of [
    ['prompt', 'input'],
    ['input', 'input'],
    ['completion', 'output'],
    ['output', 'output'],
  ] as const) {
    const all = countOf(sent[`${side}_tokens`]);
    if (all === null) continue;
    let left = all;
    for (const [detail, value] of Object.entries(objectOf(sent[`${side}_tokens_details`]))) {
      const count = countOf(value);
      if (count === null) continue;
      counts.set(`${name}_${detail}`, count);
      left -= count;
    }
    counts.set(name, Math.max(0, left));
  }
  const total = countOf(sent['total_tokens']);
  if (total !== null) counts.set('total', total);
  return counts;
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

function countFields(counts: Amounts | null, member: 'usage' | 'usageDetails'): UsageFields | null {
  if (counts === null) return null;
  const promptTokens = sumOfNamed(counts, 'input');
  const completionTokens = sumOfNamed(counts, 'output');
  const totalTokens = counts.get('total') ?? 0;
  if (Math.max(promptTokens, completionTokens, totalTokens / 2) > MAX_TOKENS)
    throw new InvalidFieldError(['body', member], `must count at most ${MAX_TOKENS} of input and of output`);
  return {
    usageDetails: amountsJson(counts),
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
  const total = costs.get('total');
  return {
    costDetails: amountsJson(costs),
    calculatedInputCost: sumOfNamed(costs, 'input'),
    calculatedOutputCost: sumOfNamed(costs, 'output'),
    // Null: what was said before of other costs is no longer the total.
    calculatedTotalCost: total ?? null,
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
