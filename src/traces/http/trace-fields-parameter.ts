import type { ParameterFormat } from '../../common/http/query/parameter.decorator.js';
import { TRACE_FIELD_GROUPS, type TraceFieldGroup } from '../domain/trace-query.js';

const GROUPS: ReadonlySet<string> = new Set(TRACE_FIELD_GROUPS);

/** Groups separated by commas. */
export const TRACE_FIELDS: ParameterFormat<readonly TraceFieldGroup[]> = {
  parse: (text) => {
    const names = text.split(',').map((name) => name.trim());
    const groups = names.filter(isFieldGroup);
    return groups.length === names.length ? groups : null;
  },
  rule: `must be one or more of ${TRACE_FIELD_GROUPS.join(', ')}, separated by commas`,
  schema: {
    type: String,
    pattern: `^(${TRACE_FIELD_GROUPS.join('|')})(,(${TRACE_FIELD_GROUPS.join('|')}))*$`,
    default: TRACE_FIELD_GROUPS.join(','),
    example: 'core,metrics',
  },
};

function isFieldGroup(text: string): text is TraceFieldGroup {
  return GROUPS.has(text);
}
