import * as fc from 'fast-check';
import type { DataSource } from 'typeorm';
import type { FilterColumnKind, FilterColumns } from '../../src/common/filter/filter-columns.js';
import { typesOfKind } from '../../src/common/filter/filter-columns.js';
import { FILTER_OPERATORS } from '../../src/common/filter/filter-condition.js';
import { parseFilter } from '../../src/common/filter/parse-filter.js';
import { filterConditions } from '../../src/database/filter-conditions.sql.js';
import { SqlParameters } from '../../src/database/sql-parameters.js';
import { meetsFilter, type FilterValue } from '../fakes/filter-evaluation.js';
import { openDataSource } from '../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const KINDS = {
  name: 'text',
  output: 'searchable',
  at: 'time',
  cost: 'number',
  tokens: 'number',
  latency: 'number',
  starred: 'flag',
  tags: 'texts',
  metadata: 'object',
} as const satisfies Record<string, FilterColumnKind>;
type Column = keyof typeof KINDS;
const COLUMNS: FilterColumns<Column> = { kinds: KINDS };
const SQL: Record<Column, string> = {
  name: 'name',
  output: 'output',
  at: '"at"',
  cost: 'cost',
  tokens: 'tokens',
  latency: 'latency',
  starred: 'starred',
  tags: 'tags',
  metadata: 'metadata',
};

const text = fc.constantFrom(
  '',
  'a',
  'A',
  'ab',
  'abc',
  '%',
  '_',
  'a_c',
  'a%',
  '\\',
  "'",
  '$1',
  'é',
  '1',
  '-2.5',
  'true',
);
const number = fc.constantFrom(0, 1, -1, 0.5, 0.1, 2.5, -2.5, 3, 1e15, 1e-7, 1e300);
const whole = fc.constantFrom(0, 1, -1, 3, 1e15);
const instant = fc
  .constantFrom('08:00:00.000000', '08:00:00.000001', '09:30:00.000000')
  .map((time) => `2026-01-31T${time}Z`);
const key = fc.constantFrom('k', 'other', "k'", 'missing');
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { nil: null });

const row: fc.Arbitrary<Record<Column, FilterValue>> = fc.record({
  name: maybe(text),
  output: maybe(text),
  at: maybe(instant),
  cost: maybe(number),
  tokens: maybe(whole),
  latency: maybe(number),
  starred: fc.boolean(),
  tags: fc.uniqueArray(text, { maxLength: 3 }),
  metadata: maybe(
    fc.dictionary(
      fc.constantFrom('k', 'other', "k'"),
      fc.oneof(text, whole, fc.boolean(), fc.constant(null)),
    ),
  ),
});

/** Any condition that a client may send. */
const condition = fc.constantFrom(...(Object.keys(KINDS) as Column[])).chain((column) =>
  fc.constantFrom(...typesOfKind(KINDS[column])).chain((type) =>
    fc.record({
      type: fc.constant(type),
      column: fc.constant(column),
      operator: fc
        .constantFrom(
          ...FILTER_OPERATORS[type].filter((operator) => operator !== 'matches' || column === 'output'),
        )
        .filter((operator) => type !== 'stringOptions' || operator !== 'all of'),
      key,
      value: valueOf(type),
    }),
  ),
);

function valueOf(type: keyof typeof FILTER_OPERATORS): fc.Arbitrary<unknown> {
  switch (type) {
    case 'datetime':
      return instant;
    case 'number':
    case 'numberObject':
      return number;
    case 'boolean':
    case 'booleanObject':
      return fc.boolean();
    case 'string':
    case 'stringObject':
      return text;
    case 'stringOptions':
    case 'categoryOptions':
    case 'arrayOptions':
      return fc.array(text, { minLength: 1, maxLength: 3 });
    case 'null':
      return fc.constant('');
  }
}

describe(filterConditions, () => {
  let database: TestDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = await openDataSource(database.url);
  });

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  it('finds the rows that meet the conditions, whatever these are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 20 }),
        fc.array(fc.array(condition, { maxLength: 2 }), { minLength: 20, maxLength: 20 }),
        async (rows, filters) => {
          for (const filter of filters) {
            const conditions = parseFilter(JSON.stringify(filter), COLUMNS);
            const parameters = new SqlParameters();
            const stored = parameters.add(JSON.stringify(rows.map((each, id) => ({ id, ...each }))));
            const sql = `SELECT id FROM jsonb_to_recordset(${stored}::jsonb) AS stored (id int, name text, output text, "at" timestamptz,
              cost numeric, tokens bigint, latency double precision, starred boolean, tags text[], metadata jsonb)
              WHERE ${['true', ...filterConditions(conditions, SQL, parameters)].join(' AND ')} ORDER BY id`;
            const found = await dataSource.query<{ id: number }[]>(sql, parameters.values);
            const expected = rows.flatMap((each, id) =>
              meetsFilter(conditions, (column) => each[column]) ? [id] : [],
            );
            expect(found.map(({ id }) => id)).toEqual(expected);
          }
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);

  it('passes text of a caller as a parameter only', () => {
    const hostile = { key: "§'", value: "§' OR true; --" };
    const conditions = parseFilter(
      JSON.stringify([
        ...FILTER_OPERATORS.stringObject
          .filter((operator) => operator !== 'matches')
          .map((operator) => ({ type: 'stringObject', column: 'metadata', operator, ...hostile })),
        {
          type: 'categoryOptions',
          column: 'metadata',
          operator: 'none of',
          ...hostile,
          value: [hostile.value],
        },
        { type: 'arrayOptions', column: 'tags', operator: 'all of', value: [hostile.value] },
        { type: 'string', column: 'output', operator: 'matches', value: hostile.value },
      ]),
      COLUMNS,
    );
    const parameters = new SqlParameters();
    const sql = filterConditions(conditions, SQL, parameters).join(' AND ');
    expect(sql).not.toContain('§');
    expect(new Set(sql.match(/\$\d+/g)).size).toBe(parameters.values.length);
  });
});
