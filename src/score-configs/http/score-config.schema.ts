import type { JsonSchema } from '../../common/json/json-schema.js';
import { CONFIG_DATA_TYPES } from '../domain/score-config.js';

const TEXT: JsonSchema = { type: ['string', 'null'], maxLength: 10_000 };
const NUMBER: JsonSchema = { type: ['number', 'null'] };

const FIELDS: Readonly<Record<string, JsonSchema>> = {
  name: { type: 'string', minLength: 1, maxLength: 1000, description: 'Of the scores.' },
  minValue: { ...NUMBER, description: 'The least that a NUMERIC score may be.' },
  maxValue: { ...NUMBER, description: 'The most that a NUMERIC score may be.' },
  categories: {
    type: ['array', 'null'],
    maxItems: 1000,
    description: 'What a CATEGORICAL score may be, and the number that stands for it.',
    items: {
      type: 'object',
      required: ['value', 'label'],
      properties: { value: { type: 'number' }, label: { type: 'string', minLength: 1, maxLength: 1000 } },
    },
  },
  description: { ...TEXT, description: 'For people.' },
};

/** Body of POST /api/public/score-configs. */
export const NEW_SCORE_CONFIG: JsonSchema = {
  type: 'object',
  description: 'What scores may look like.',
  required: ['name', 'dataType'],
  properties: {
    ...FIELDS,
    dataType: { type: 'string', enum: CONFIG_DATA_TYPES, description: 'Type of the scores.' },
  },
  examples: [{ name: 'helpfulness', dataType: 'NUMERIC', minValue: 0, maxValue: 1 }],
};

/** Body of PATCH /api/public/score-configs/{id}: what is absent stays. */
export const SCORE_CONFIG_CHANGE: JsonSchema = {
  type: 'object',
  description: 'What is to be changed; what is absent stays.',
  minProperties: 1,
  properties: {
    ...FIELDS,
    isArchived: { type: 'boolean', description: 'No longer offered to people who annotate.' },
  },
  examples: [{ isArchived: true }],
};
