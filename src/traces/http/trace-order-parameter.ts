import type { ParameterFormat } from '../../common/http/query/parameter.decorator.js';
import { TRACE_SORT_FIELDS, type TraceOrder, type TraceSortField } from '../domain/trace-query.js';

const FIELDS: ReadonlySet<string> = new Set(TRACE_SORT_FIELDS);

/** `field.asc` or `field.desc`; a field alone is meant to be descending. */
export const TRACE_ORDER: ParameterFormat<TraceOrder> = {
  parse: (text) => {
    const [field = '', direction = 'desc', ...rest] = text.split('.');
    if (!isSortField(field) || (direction !== 'asc' && direction !== 'desc') || rest.length > 0) return null;
    return { field, direction };
  },
  rule: `must be field.asc or field.desc, the field one of ${TRACE_SORT_FIELDS.join(', ')}`,
  schema: {
    type: String,
    pattern: `^(${TRACE_SORT_FIELDS.join('|')})(\\.(asc|desc))?$`,
    default: 'timestamp.desc',
    example: 'latency.desc',
  },
};

function isSortField(text: string): text is TraceSortField {
  return FIELDS.has(text);
}
