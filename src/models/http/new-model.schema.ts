import type { DecimalRule } from '../../common/json/decimal-rule.js';
import type { JsonSchema } from '../../common/json/json-schema.js';
import { MODEL_UNITS, TOKENIZER_IDS } from '../domain/model-definition.js';
import { CONDITION_OPERATORS, CONDITION_SOURCES } from '../domain/tier-conditions.js';
import { TIMESTAMP_RULE } from '../../common/time/timestamp.js';

const PRICE: DecimalRule = { minimum: 0, maximum: 1_000_000, decimals: 20 };
const NAME: JsonSchema = { type: 'string', minLength: 1, maxLength: 200 };

function flatPrice(description: string): JsonSchema {
  return { 'x-decimal': { ...PRICE, orNull: true }, description };
}

const CONDITION: JsonSchema = {
  type: 'object',
  description:
    'Either usageDetailPattern, operator and value, or source, key and values. All conditions of a tier must hold.',
  properties: {
    usageDetailPattern: {
      type: 'string',
      description:
        'A regular expression (RE2): what the buckets of usage whose names it finds something in sum up to is compared.',
    },
    operator: {
      type: 'string',
      enum: CONDITION_OPERATORS,
      description: 'How the sum is compared with value; `in` goes with source.',
    },
    value: { type: 'number', description: 'What the sum is compared with.' },
    caseSensitive: {
      type: 'boolean',
      description: 'Whether usageDetailPattern tells capitals from small letters. Default: false.',
    },
    source: {
      type: 'string',
      enum: CONDITION_SOURCES,
      description: 'What of the observation is looked at.',
    },
    key: { type: 'string', minLength: 1, maxLength: 200, description: 'A member of it.' },
    values: {
      type: 'array',
      minItems: 1,
      maxItems: 50,
      items: { type: 'string', maxLength: 200 },
      description: 'One of them must be its value, as a text.',
    },
  },
};

const TIER: JsonSchema = {
  type: 'object',
  description: 'What is paid where all conditions hold.',
  required: ['name', 'priority', 'prices'],
  properties: {
    name: { ...NAME, description: 'No two tiers of a model have the same.' },
    isDefault: {
      type: ['boolean', 'null'],
      description: 'What is paid where no other tier fits: exactly one. Default: false.',
    },
    priority: {
      type: 'integer',
      minimum: 0,
      maximum: 1_000_000,
      description:
        'The tier with the lowest number that fits counts. 0 for the default tier, no two the same.',
    },
    conditions: {
      type: ['array', 'null'],
      maxItems: 10,
      description: 'None for the default tier, at least one for any other.',
      items: CONDITION,
    },
    prices: {
      type: 'object',
      minProperties: 1,
      maxProperties: 100,
      propertyNames: { minLength: 1, maxLength: 100 },
      additionalProperties: { 'x-decimal': PRICE },
      description: 'USD a unit, by the name of the bucket in usageDetails, with up to 20 decimal places.',
    },
  },
};

/** Body of POST /api/public/models. */
export const NEW_MODEL: JsonSchema = {
  type: 'object',
  description: 'What a model costs.',
  required: ['modelName', 'matchPattern', 'unit'],
  properties: {
    modelName: { ...NAME, description: 'Of the model.' },
    matchPattern: {
      type: 'string',
      minLength: 1,
      description:
        'A regular expression (RE2, so without look-around and back references) that finds something in the models of the observations that are meant: `(?i)^my-model$`.',
    },
    startDate: {
      type: ['string', 'null'],
      format: 'date-time',
      description: `Observations that start before it do not cost this. It ${TIMESTAMP_RULE}. Default: all are meant.`,
    },
    unit: { type: 'string', enum: MODEL_UNITS, description: 'What is counted.' },
    inputPrice: flatPrice('USD a unit of input. Instead of pricingTiers, as the two others.'),
    outputPrice: flatPrice('USD a unit of output.'),
    totalPrice: flatPrice('USD a unit, whether input or output. Instead of the two others.'),
    pricingTiers: {
      type: ['array', 'null'],
      maxItems: 20,
      description: 'What is paid when. Required where no price stands beside it.',
      items: TIER,
    },
    tokenizerId: {
      type: ['string', 'null'],
      enum: [...TOKENIZER_IDS, null],
      description:
        'How tokens are counted where no usage is sent. Default: as the built-in price of the name says, if any.',
    },
    tokenizerConfig: { type: ['object', 'null'], description: 'Further words for the tokenizer.' },
  },
  examples: [
    {
      modelName: 'my-model',
      matchPattern: '(?i)^my-model(-[0-9]+)?$',
      unit: 'TOKENS',
      pricingTiers: [
        {
          name: 'Standard',
          isDefault: true,
          priority: 0,
          conditions: [],
          prices: { input: 0.0000025, output: 0.00001 },
        },
        {
          name: 'Long context',
          priority: 1,
          conditions: [{ usageDetailPattern: '^input', operator: 'gt', value: 200_000 }],
          prices: { input: 0.000005, output: 0.00002 },
        },
      ],
    },
  ],
};
