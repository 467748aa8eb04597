import { besideFilter } from '../../common/filter/beside-filter.js';
import type { DatetimeCondition } from '../../common/filter/filter-condition.js';
import { timestampFromMicros, timestampToMicros, type Timestamp } from '../../common/time/timestamp.js';
import type { TraceColumn, TraceCondition } from './trace-filter-columns.js';
import type { SimpleTraceFilter, TraceFilter } from './trace-query.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const COLUMN_OF: Readonly<Record<keyof SimpleTraceFilter, TraceColumn>> = {
  userId: 'userId',
  name: 'name',
  sessionId: 'sessionId',
  release: 'release',
  version: 'version',
  from: 'timestamp',
  to: 'timestamp',
  tags: 'tags',
  environments: 'environment',
};

const TEXTS = ['userId', 'name', 'sessionId', 'release', 'version'] as const;

/** As many as are worth being read side by side. */
const MAX_ENVIRONMENTS = 50;

/**
 * What simple conditions and a filter ask for together. Conditions of the filter that a simple one can say become simple ones, as
 * these are counted and read in the fastest way.
 */
export function traceFilterOf(
  simple: SimpleTraceFilter,
  conditions: readonly TraceCondition[] | undefined,
): TraceFilter {
  if (conditions === undefined) return simple;
  const filter: Mutable<SimpleTraceFilter> = besideFilter(simple, conditions, COLUMN_OF);
  const others = conditions.filter((condition) => !becomesSimple(condition, filter));
  return others.length === 0 ? filter : { ...filter, conditions: others };
}

/** Adds a condition to the simple ones where one of them says the same, and is not taken. */
function becomesSimple(condition: TraceCondition, filter: Mutable<SimpleTraceFilter>): boolean {
  const { column } = condition;
  if (column === 'timestamp' && condition.type === 'datetime') return narrow(condition, filter);
  if (column === 'tags' && condition.type === 'arrayOptions' && condition.operator === 'all of') {
    if (condition.value.length > 0) filter.tags = [...(filter.tags ?? []), ...condition.value];
    return true;
  }
  const values = valuesOf(condition);
  const [value, ...more] = values;
  if (value === undefined) return false;
  if (column === 'environment') {
    if (values.length > MAX_ENVIRONMENTS || filter.environments !== undefined) return false;
    filter.environments = values;
    return true;
  }
  const text = TEXTS.find((each) => each === column);
  if (text === undefined || more.length > 0 || filter[text] !== undefined) return false;
  filter[text] = value;
  return true;
}

/** The texts of which the column must have one; none where the condition asks for something else. */
function valuesOf(condition: TraceCondition): readonly string[] {
  if (condition.type === 'string') return condition.operator === '=' ? [condition.value] : [];
  return condition.type === 'stringOptions' && condition.operator === 'any of' ? condition.value : [];
}

/** Instants are kept to the microsecond: what is later than one is the next one or later. */
function narrow({ operator, value }: DatetimeCondition, filter: Mutable<SimpleTraceFilter>): true {
  if (operator === '>' || operator === '>=') {
    const from = operator === '>' ? shifted(value, 1) : value;
    if (filter.from === undefined || filter.from < from) filter.from = from;
  } else {
    const to = operator === '<' ? shifted(value, -1) : value;
    if (filter.to === undefined || filter.to > to) filter.to = to;
  }
  return true;
}

function shifted(instant: Timestamp, micros: number): Timestamp {
  return timestampFromMicros(timestampToMicros(instant) + micros);
}
