import type { ParameterFormat } from '../../../common/http/query/parameter.decorator.js';

export const OBSERVATION_FIELD_GROUPS = [
  'core',
  'basic',
  'time',
  'io',
  'metadata',
  'model',
  'usage',
  'prompt',
  'metrics',
  'trace_context',
] as const;
export type ObservationFieldGroup = (typeof OBSERVATION_FIELD_GROUPS)[number];

export const DEFAULT_OBSERVATION_FIELDS: readonly ObservationFieldGroup[] = ['core', 'basic'];

/** Names of groups with commas between them; names that are none count for nothing, as newer clients may know more. */
export const OBSERVATION_FIELDS: ParameterFormat<readonly ObservationFieldGroup[]> = {
  parse: (text) => {
    const names = new Set(text.split(',').map((name) => name.trim()));
    return OBSERVATION_FIELD_GROUPS.filter((group) => group === 'core' || names.has(group));
  },
  rule: `must be some of ${OBSERVATION_FIELD_GROUPS.join(', ')}, with commas between them`,
  schema: { type: String, default: DEFAULT_OBSERVATION_FIELDS.join(','), example: 'basic,usage,model' },
};
