import type { ParameterFormat } from '../../../common/http/query/parameter.decorator.js';

export const SCORE_FIELD_GROUPS = ['score', 'trace'] as const;
export type ScoreFieldGroup = (typeof SCORE_FIELD_GROUPS)[number];

/** Names of groups with commas between them; names that are none count for nothing, as newer clients may know more. */
export const SCORE_FIELDS: ParameterFormat<readonly ScoreFieldGroup[]> = {
  parse: (text) => {
    const names = new Set(text.split(',').map((name) => name.trim()));
    return SCORE_FIELD_GROUPS.filter((group) => group === 'score' || names.has(group));
  },
  rule: `must be some of ${SCORE_FIELD_GROUPS.join(', ')}, with commas between them`,
  schema: { type: String, default: SCORE_FIELD_GROUPS.join(','), example: 'score' },
};
