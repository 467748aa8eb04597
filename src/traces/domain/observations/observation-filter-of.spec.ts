import type { Timestamp } from '../../../common/time/timestamp.js';
import type { ObservationCondition } from './observation-filter-columns.js';
import { observationFilterOf } from './observation-filter-of.js';
import type { ObservationFilter } from './observation-query.js';

function at(micros: string): Timestamp {
  return `2026-01-31T08:00:00.${micros}Z` as Timestamp;
}

describe(observationFilterOf, () => {
  it('leaves simple conditions as they are where there is no filter', () => {
    const simple = { name: 'llm', from: at('000000') };
    expect(observationFilterOf(simple, undefined)).toBe(simple);
  });

  it.each<[ObservationCondition[], ObservationFilter]>([
    [[{ type: 'string', column: 'type', operator: '=', value: 'TOOL' }], { types: ['TOOL'] }],
    [[{ type: 'stringOptions', column: 'userId', operator: 'any of', value: ['a'] }], { userId: 'a' }],
    [[{ type: 'string', column: 'level', operator: '=', value: 'ERROR' }], { level: 'ERROR' }],
    [
      [{ type: 'stringOptions', column: 'environment', operator: 'any of', value: ['a', 'b'] }],
      { environments: ['a', 'b'] },
    ],
    [[{ type: 'boolean', column: 'isRootObservation', operator: '<>', value: true }], { isRoot: false }],
    [[{ type: 'null', column: 'parentObservationId', operator: 'is null' }], { parentObservationId: null }],
    [
      [
        { type: 'datetime', column: 'startTime', operator: '>', value: at('000001') },
        { type: 'datetime', column: 'startTime', operator: '>=', value: at('000001') },
        { type: 'datetime', column: 'startTime', operator: '<=', value: at('000009') },
        { type: 'datetime', column: 'startTime', operator: '<', value: at('500000') },
      ],
      { from: at('000002'), before: at('000010') },
    ],
  ])('makes simple conditions of %j', (conditions, filter) => {
    expect(observationFilterOf({}, conditions)).toEqual(filter);
  });

  it.each<ObservationCondition>([
    { type: 'string', column: 'type', operator: 'contains', value: 'TOOL' },
    { type: 'stringOptions', column: 'name', operator: 'any of', value: ['a', 'b'] },
    { type: 'stringOptions', column: 'environment', operator: 'none of', value: ['a'] },
    { type: 'string', column: 'level', operator: '=', value: 'LOUD' },
    { type: 'null', column: 'parentObservationId', operator: 'is not null' },
    { type: 'number', column: 'latency', operator: '>', value: 1 },
  ])('keeps %j', (condition) => {
    expect(observationFilterOf({}, [condition])).toEqual({ conditions: [condition] });
  });

  it('keeps a second condition on the same column', () => {
    const conditions = ['a', 'b'].map((value): ObservationCondition => ({
      type: 'string',
      column: 'name',
      operator: '=',
      value,
    }));
    expect(observationFilterOf({}, conditions)).toEqual({ name: 'a', conditions: [conditions[1]] });
  });

  it('lets the filter alone count where both ask of the same', () => {
    const condition: ObservationCondition = {
      type: 'string',
      column: 'name',
      operator: 'contains',
      value: 'b',
    };
    expect(observationFilterOf({ name: 'a', types: ['TOOL'] }, [condition])).toEqual({
      types: ['TOOL'],
      conditions: [condition],
    });
  });
});
