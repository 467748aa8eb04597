import type { JsonSchema } from '../../common/json/json-schema.js';
import { TIMESTAMP_RULE } from '../../common/time/timestamp.js';

const PRINTABLE = '^[^\\u0000-\\u001f\\u007f\\ufffd]*$';

/** Body of POST /v1/metrics/batch. Unknown members are ignored. */
export const METRIC_BATCH_SCHEMA: JsonSchema = {
  type: 'object',
  description: 'Values of time series.',
  required: ['metrics'],
  properties: {
    metrics: {
      type: 'array',
      maxItems: 100_000,
      description: 'The values, in any order.',
      items: {
        type: 'object',
        description: 'A value of a series at an instant.',
        required: ['name', 'value', 'timestamp'],
        properties: {
          name: {
            type: 'string',
            minLength: 1,
            maxLength: 256,
            pattern: PRINTABLE,
            description: 'What is measured.',
          },
          labels: {
            type: ['object', 'null'],
            maxProperties: 40,
            propertyNames: { minLength: 1, maxLength: 256 },
            additionalProperties: { type: 'string', maxLength: 4096 },
            description:
              'What tells this series from others of the name. At most 40, names of 256 and values of 4096 characters.',
          },
          value: { type: 'number', description: 'The measurement.' },
          timestamp: {
            type: 'string',
            format: 'date-time',
            description: `When it was measured. It ${TIMESTAMP_RULE}. A second value of a series at the same instant replaces the first.`,
          },
        },
      },
    },
  },
  examples: [
    {
      metrics: [
        {
          name: 'gpu_utilization',
          labels: { node_id: 'node-1', gpu_index: '0' },
          value: 85,
          timestamp: '2026-01-31T08:00:00Z',
        },
      ],
    },
  ],
};
