import * as fc from 'fast-check';
import { TRACE_SORT_FIELDS, type TraceQuery } from '../domain/trace-query.js';
import { partCountQuery, traceKeysQuery } from './trace-keys.query.js';
import { orderedParts, type OrderedPart } from './trace-order.sql.js';

/** Never a part of a keyword or of a column. */
const hostile = fc.constantFrom(`';DROP TABLE traces;--`, '"', '$1', `\\'`).map((text) => `§${text}`);

describe('traceKeysQuery', () => {
  it('passes text of a caller as a parameter only', () => {
    const values = fc.option(hostile, { nil: undefined });
    const lists = fc.option(fc.array(hostile, { minLength: 1, maxLength: 3 }), { nil: undefined });
    const queries: fc.Arbitrary<TraceQuery> = fc.record({
      projectId: hostile,
      page: fc.constant(1),
      limit: fc.constant(10),
      groups: fc.constant(new Set<never>()),
      order: fc.record({
        field: fc.constantFrom(...TRACE_SORT_FIELDS),
        direction: fc.constantFrom('asc' as const, 'desc' as const),
      }),
      filter: fc.record({
        userId: values,
        name: values,
        sessionId: values,
        release: values,
        version: values,
        tags: lists,
        environments: lists,
      }),
    });
    fc.assert(
      fc.property(queries, (query) => {
        for (const part of orderedParts(query.order)) {
          for (const { sql, parameters } of [
            traceKeysQuery(query, part, 0, 10),
            partCountQuery(query, part),
          ]) {
            expect(sql).not.toContain('§');
            expect(new Set(sql.match(/\$\d+/g)).size).toBe(parameters.length);
          }
        }
      }),
    );
  });

  it('reads several environments side by side, each only as far as the page reaches', () => {
    const query: TraceQuery = {
      projectId: 'p1',
      page: 3,
      limit: 10,
      groups: new Set(),
      order: { field: 'timestamp', direction: 'desc' },
      filter: { environments: ['a', 'b'] },
    };
    const [part] = orderedParts(query.order);
    const { sql, parameters } = traceKeysQuery(query, part as OrderedPart, 20, 10);
    expect(sql.match(/UNION ALL/g)).toHaveLength(1);
    expect(parameters).toEqual([30, 'p1', 'a', 'p1', 'b', 10, 20]);
  });
});
