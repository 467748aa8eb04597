import { parseTimestamp } from '../time/timestamp.js';
import { builtinModelOf, EDITION_PATTERN } from './builtin-catalog.js';
import {
  builtinData,
  type BuiltinMode,
  type BuiltinModel,
  type BuiltinPeriod,
  type Rates,
} from './builtin-data.js';
import type { ModelPrice, Prices, PricingTier, TierCondition } from './model-price.js';
import { aliasesOf } from './model-spelling.js';

const known = new Map<BuiltinModel, readonly ModelPrice[]>();
let all: readonly ModelPrice[] | null = null;

/** The prices that every project sees, in the order of their ids. */
export function builtinPrices(): readonly ModelPrice[] {
  all ??= builtinData().models.flatMap(pricesOf);
  return all;
}

/** Those of the model of this name: more than one where its price has changed or changes with the hour. */
export function builtinPricesOf(name: string): readonly ModelPrice[] {
  const model = builtinModelOf(name);
  return model === null ? [] : pricesOf(model);
}

function pricesOf(model: BuiltinModel): readonly ModelPrice[] {
  let prices = known.get(model);
  if (prices === undefined) {
    const matchPattern = patternOf(model);
    prices = model.periods.map((period) => priceOf(model, period, matchPattern));
    known.set(model, prices);
  }
  return prices;
}

function priceOf(model: BuiltinModel, period: BuiltinPeriod, matchPattern: string): ModelPrice {
  const { by, on, pages } = builtinData();
  const [provider = '', ...rest] = model.id.split(':');
  const modelName = rest.join(':');
  const start = [period.from, period.hours?.from].filter((part) => part !== undefined).join('T');
  const id = `builtin:${model.id}${start === '' ? '' : `@${start}`}`;
  return {
    id,
    projectId: null,
    modelName,
    matchPattern,
    startDate: period.from === undefined ? null : parseTimestamp(period.from),
    hours: period.hours === undefined ? null : { ...period.hours, weekdays: period.hours.weekdays ?? false },
    unit: 'TOKENS',
    tokenizerId: model.tokenizer ?? null,
    tokenizerConfig:
      model.tokenizer === 'openai'
        ? { tokenizerModel: modelName, tokensPerMessage: 3, tokensPerName: 1 }
        : null,
    tiers: tiersOf(id, period),
    source: model.source ?? `${pages[provider] ?? provider} (by ${by})`,
    pricedOn: model.on ?? on,
    product: model.product,
  };
}

/** Names as `builtinModelOf` finds them, as a pattern: for people to read, and to copy. */
function patternOf({ id, names = [], ends = [], prefixes = [], parts = [], prefixed }: BuiltinModel): string {
  const provider = id.slice(0, id.indexOf(':'));
  const aliases = aliasesOf(provider).map(quoted).join('|');
  const exact = [...names, ...ends].map(quoted).join('|');
  const choices = [
    ...(exact === '' ? [] : [`(?:${exact})${EDITION_PATTERN}`]),
    ...prefixes.map((text) => `${quoted(text)}.*`),
    ...parts.map((text) => `.*${quoted(text)}.*`),
  ];
  return `(?i)^(?:(?:${aliases})[/:](?:.*/)?)${prefixed === true ? '' : '?'}(?:${choices.join('|')})$`;
}

function quoted(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}

/** In each mode and without one, for each length of what goes in: the most particular first, the default one last. */
function tiersOf(id: string, { base, long = [], modes = [] }: BuiltinPeriod): readonly PricingTier[] {
  const tiers: PricingTier[] = [];
  const add = (name: string, rates: Rates, conditions: readonly TierCondition[]): void => {
    const isDefault = conditions.length === 0;
    tiers.push({
      id: `${id}:${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`,
      name,
      isDefault,
      priority: isDefault ? 0 : tiers.length + 1,
      conditions,
      prices: pricesPerUnit(rates),
    });
  };
  for (const mode of [...modes, null]) {
    const thresholds = new Set([...long, ...(mode?.long ?? [])].map(({ above }) => above));
    for (const above of [...thresholds].sort((one, other) => other - one).concat(NaN)) {
      const rates = {
        ...base,
        ...ratesAbove(long, above),
        ...mode?.base,
        ...ratesAbove(mode?.long ?? [], above),
      };
      const length = Number.isNaN(above) ? [] : [inputAbove(above)];
      const lengthName = Number.isNaN(above) ? '' : `above ${above.toLocaleString('en-US')} tokens`;
      const name = [mode?.name, lengthName].filter((part) => part !== undefined && part !== '').join(', ');
      const title = name === '' ? 'Standard' : `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
      add(title, rates, [...attributeOf(mode), ...length]);
    }
  }
  return tiers;
}

/** Of several thresholds the highest that is not above. */
function ratesAbove(long: BuiltinPeriod['long'] & object, above: number): Rates {
  return long.findLast((tier) => tier.above <= above)?.rates ?? {};
}

function inputAbove(value: number): TierCondition {
  return { usageDetailPattern: 'input|prompt|cache', operator: 'gt', value, caseSensitive: false };
}

/** Only of the parameters: metadata can be long, and would have to be read for every observation of such a model. */
function attributeOf(mode: BuiltinMode | null): readonly TierCondition[] {
  if (mode === null) return [];
  const [key, values] = mode.attribute;
  return [{ source: 'model_parameters', key, values }];
}

function pricesPerUnit(rates: Rates): Prices {
  return new Map(Object.entries(rates).map(([bucket, rate]) => [bucket, millionthOf(rate)]));
}

/** By moving the point: exact, and there are thousands of them. */
function millionthOf(amount: string): string {
  const [whole = '', parts = ''] = amount.split('.');
  const digits = whole.padStart(7, '0');
  const text = `${digits.slice(0, -6)}.${digits.slice(-6)}${parts}`;
  return text.replace(/^0+(?=\d)/, '').replace(/\.?0+$/, '');
}
