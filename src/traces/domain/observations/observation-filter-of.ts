import { besideFilter } from '../../../common/filter/beside-filter.js';
import type { DatetimeCondition } from '../../../common/filter/filter-condition.js';
import { addMicros } from '../../../common/time/timestamp.js';
import type { ObservationColumn, ObservationCondition } from './observation-filter-columns.js';
import {
  OBSERVATION_LEVELS,
  type ObservationFilter,
  type SimpleObservationFilter,
} from './observation-query.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const COLUMN_OF: Readonly<Record<keyof SimpleObservationFilter, ObservationColumn>> = {
  name: 'name',
  types: 'type',
  level: 'level',
  version: 'version',
  traceId: 'traceId',
  parentObservationId: 'parentObservationId',
  isRoot: 'isRootObservation',
  environments: 'environment',
  from: 'startTime',
  before: 'startTime',
  userId: 'userId',
  sessionId: 'sessionId',
};

const TEXTS = ['name', 'version', 'traceId', 'parentObservationId', 'userId', 'sessionId'] as const;

/** As many as are worth being read side by side. */
const MAX_VALUES = 50;

/**
 * What simple conditions and a filter ask for together. Conditions of the filter that a simple one can say become simple ones, as
 * these are counted and read in the fastest way.
 */
export function observationFilterOf(
  simple: SimpleObservationFilter,
  conditions: readonly ObservationCondition[] | undefined,
): ObservationFilter {
  if (conditions === undefined) return simple;
  const filter: Mutable<SimpleObservationFilter> = besideFilter(simple, conditions, COLUMN_OF);
  const others = conditions.filter((condition) => !becomesSimple(condition, filter));
  return others.length === 0 ? filter : { ...filter, conditions: others };
}

/** Adds a condition to the simple ones where one of them says the same, and is not taken. */
function becomesSimple(condition: ObservationCondition, filter: Mutable<SimpleObservationFilter>): boolean {
  const { column, type } = condition;
  if (column === 'startTime' && type === 'datetime') return narrow(condition, filter);
  if (column === 'isRootObservation' && type === 'boolean')
    return take(filter, 'isRoot', condition.value === (condition.operator === '='));
  if (column === 'parentObservationId' && type === 'null' && condition.operator === 'is null')
    return take(filter, 'parentObservationId', null);
  const values = valuesOf(condition);
  const [value, ...more] = values;
  if (value === undefined) return false;
  if (column === 'environment' || column === 'type') {
    const list = column === 'type' ? 'types' : 'environments';
    return values.length <= MAX_VALUES && take(filter, list, values);
  }
  if (more.length > 0) return false;
  if (column === 'level') {
    const level = OBSERVATION_LEVELS.find((each) => each === value);
    return level !== undefined && take(filter, 'level', level);
  }
  const text = TEXTS.find((each) => each === column);
  return text !== undefined && take(filter, text, value);
}

/** False where it is taken already. */
function take<K extends keyof SimpleObservationFilter>(
  filter: Mutable<SimpleObservationFilter>,
  name: K,
  value: SimpleObservationFilter[K],
): boolean {
  if (filter[name] !== undefined) return false;
  filter[name] = value;
  return true;
}

/** The texts of which the column must have one; none where the condition asks for something else. */
function valuesOf(condition: ObservationCondition): readonly string[] {
  if (condition.type === 'string') return condition.operator === '=' ? [condition.value] : [];
  return condition.type === 'stringOptions' && condition.operator === 'any of' ? condition.value : [];
}

/** Instants are kept to the microsecond: what is later than one is the next one or later. */
function narrow({ operator, value }: DatetimeCondition, filter: Mutable<SimpleObservationFilter>): true {
  if (operator === '>' || operator === '>=') {
    const from = operator === '>' ? addMicros(value, 1) : value;
    if (filter.from === undefined || filter.from < from) filter.from = from;
  } else {
    const before = operator === '<=' ? addMicros(value, 1) : value;
    if (filter.before === undefined || filter.before > before) filter.before = before;
  }
  return true;
}
