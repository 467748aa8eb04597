import { parseTimestamp, TIMESTAMP_RULE, type Timestamp } from '../../time/timestamp.js';
import type { ParameterFormat } from './parameter.decorator.js';

export const TIMESTAMP: ParameterFormat<Timestamp> = {
  parse: parseTimestamp,
  rule: `${TIMESTAMP_RULE} (in a URL the + of an offset is written %2B)`,
  schema: { type: String, format: 'date-time', example: '2026-01-31T08:00:00.000Z' },
};
