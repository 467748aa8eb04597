import { parseFilter } from '../../common/filter/parse-filter.js';
import type { Timestamp } from '../../common/time/timestamp.js';
import { TRACE_FILTER_COLUMNS } from './trace-filter-columns.js';
import { traceFilterOf } from './trace-filter-of.js';
import type { SimpleTraceFilter, TraceFilter } from './trace-query.js';

type Written = Readonly<Record<string, unknown>>;

function together(simple: SimpleTraceFilter, ...conditions: Written[]): TraceFilter {
  return traceFilterOf(simple, parseFilter(JSON.stringify(conditions), TRACE_FILTER_COLUMNS));
}

const is = (column: string, value: string): Written => ({ type: 'string', column, operator: '=', value });
const anyOf = (column: string, ...value: string[]): Written => ({
  type: 'stringOptions',
  column,
  operator: 'any of',
  value,
});
const at = (operator: string, value: string): Written => ({
  type: 'datetime',
  column: 'timestamp',
  operator,
  value,
});

describe(traceFilterOf, () => {
  it('says in simple conditions what they can say', () => {
    expect(
      together(
        {},
        is('userId', 'alice'),
        anyOf('name', 'chat'),
        is('sessionId', 's1'),
        is('release', 'r1'),
        is('version', 'v1'),
        anyOf('environment', 'production', 'staging'),
        { type: 'arrayOptions', column: 'tags', operator: 'all of', value: ['a'] },
        { type: 'arrayOptions', column: 'tags', operator: 'all of', value: ['b', 'c'] },
      ),
    ).toEqual({
      userId: 'alice',
      name: 'chat',
      sessionId: 's1',
      release: 'r1',
      version: 'v1',
      environments: ['production', 'staging'],
      tags: ['a', 'b', 'c'],
    });
  });

  it('makes one interval of all conditions on the time, to the microsecond', () => {
    expect(
      together(
        {},
        at('>', '2026-01-31T08:00:00.999999Z'),
        at('>=', '2026-01-31T07:00:00Z'),
        at('<', '2026-01-31T09:00:00Z'),
        at('<=', '2026-01-31T10:00:00Z'),
      ),
    ).toEqual({ from: '2026-01-31T08:00:01.000000Z', to: '2026-01-31T08:59:59.999999Z' });
  });

  it('keeps what cannot be said so, and what would contradict', () => {
    const filter = together(
      {},
      is('name', 'chat'),
      is('name', 'agent'),
      anyOf('userId', 'alice', 'bob'),
      { type: 'string', column: 'sessionId', operator: 'contains', value: 's' },
      anyOf('environment', 'a'),
      anyOf('environment', 'b'),
      { type: 'arrayOptions', column: 'tags', operator: 'any of', value: ['a'] },
    );
    expect(filter).toMatchObject({ name: 'chat', environments: ['a'] });
    expect(filter.conditions).toHaveLength(5);
  });

  it('lets a simple condition go where the filter asks of the same column, and no other', () => {
    const simple = {
      userId: 'alice',
      name: 'chat',
      from: '2026-01-01T00:00:00.000000Z' as Timestamp,
      to: '2026-02-01T00:00:00.000000Z' as Timestamp,
    };
    expect(together(simple, is('name', 'agent'), at('>=', '2026-01-31T00:00:00Z'))).toEqual({
      userId: 'alice',
      name: 'agent',
      from: '2026-01-31T00:00:00.000000Z',
    });
    expect(together(simple)).toEqual(simple);
    expect(traceFilterOf(simple, undefined)).toBe(simple);
  });
});
