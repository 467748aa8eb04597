import { InvalidFieldError } from '../json/invalid-field.error.js';
import { formatJsonPath } from '../json/json-path.js';
import type { FilterColumns } from './filter-columns.js';
import { parseFilter, readFilter } from './parse-filter.js';

const COLUMNS: FilterColumns<'name' | 'at' | 'cost' | 'starred' | 'tags' | 'output' | 'metadata' | 'scores'> =
  {
    kinds: {
      name: 'text',
      at: 'time',
      cost: 'number',
      starred: 'flag',
      tags: 'texts',
      output: 'searchable',
      metadata: 'object',
      scores: 'numbersByName',
    },
    aliases: { price: 'cost' },
  };

/** What is said about a filter that breaks a rule. */
function complaint(text: string): string {
  try {
    parseFilter(text, COLUMNS);
  } catch (error) {
    if (error instanceof InvalidFieldError) return `filter${formatJsonPath(error.path)} ${error.rule}`;
    throw error;
  }
  return 'none';
}

describe(parseFilter, () => {
  it.each([
    [{ type: 'string', column: 'name', operator: 'does not contain', value: '%' }],
    [{ type: 'stringOptions', column: 'name', operator: 'none of', value: ['a', 'b'] }],
    [{ type: 'null', column: 'name', operator: 'is not null' }],
    [{ type: 'datetime', column: 'at', operator: '>=', value: '2026-01-31T08:00:00.000000Z' }],
    [{ type: 'number', column: 'cost', operator: '<=', value: 0.5 }],
    [{ type: 'boolean', column: 'starred', operator: '<>', value: true }],
    [{ type: 'arrayOptions', column: 'tags', operator: 'all of', value: [] }],
    [{ type: 'string', column: 'output', operator: 'matches', value: 'x' }],
    [{ type: 'stringObject', column: 'metadata', operator: 'starts with', key: 'k', value: 'v' }],
    [{ type: 'numberObject', column: 'metadata', operator: '>', key: 'k', value: -1 }],
    [{ type: 'booleanObject', column: 'metadata', operator: '=', key: 'k', value: false }],
    [{ type: 'categoryOptions', column: 'metadata', operator: 'any of', key: 'k', value: ['v'] }],
    [{ type: 'numberObject', column: 'scores', operator: '=', key: 'tone', value: 1 }],
  ])('reads %j', (condition) => {
    expect(parseFilter(JSON.stringify([condition]), COLUMNS)).toEqual([condition]);
  });

  it('reads times in any time zone, other names of columns, options given twice, and more members than it needs', () => {
    const conditions = [
      { type: 'datetime', column: 'at', operator: '<', value: '2026-01-31T10:00:00+02:00', key: 'no' },
      { type: 'number', column: 'price', operator: '=', value: 1, more: {} },
      { type: 'stringOptions', column: 'tags', operator: 'any of', value: ['a', 'b', 'a'] },
      { type: 'null', column: 'at', operator: 'is null', value: '' },
    ];
    expect(parseFilter(JSON.stringify(conditions), COLUMNS)).toEqual([
      { type: 'datetime', column: 'at', operator: '<', value: '2026-01-31T08:00:00.000000Z' },
      { type: 'number', column: 'cost', operator: '=', value: 1 },
      { type: 'arrayOptions', column: 'tags', operator: 'any of', value: ['a', 'b'] },
      { type: 'null', column: 'at', operator: 'is null' },
    ]);
    expect(parseFilter('[]', COLUMNS)).toEqual([]);
  });

  const name = { type: 'string', column: 'name', operator: '=', value: 'a' };

  it.each<[unknown, string]>([
    [{}, 'filter must be an array of conditions'],
    [null, 'filter must be an array of conditions'],
    [Array.from({ length: 51 }, () => name), 'filter must have at most 50 conditions'],
    [['name'], 'filter[0] must be an object with type, column, operator and value'],
    [
      [{ ...name, column: 'nam' }],
      'filter[0].column must be one of name, at, cost, starred, tags, output, metadata, scores',
    ],
    [
      [name, { ...name, column: '__proto__' }],
      'filter[1].column must be one of name, at, cost, starred, tags, output, metadata, scores',
    ],
    [
      [{ ...name, type: 'number' }],
      'filter[0].type must be one of string, stringOptions, null for the column name',
    ],
    [
      [{ ...name, type: undefined, column: 'scores' }],
      'filter[0].type must be numberObject for the column scores',
    ],
    [
      [{ ...name, operator: 'matches' }],
      'filter[0].operator must be one of =, contains, does not contain, starts with, ends with for the type string of the column name',
    ],
    [
      [{ type: 'boolean', column: 'starred', operator: '>', value: true }],
      'filter[0].operator must be one of =, <> for the type boolean of the column starred',
    ],
    [
      [{ type: 'stringOptions', column: 'tags', operator: 'all of', value: [] }],
      'filter[0].operator must be one of any of, none of for the type stringOptions of the column tags',
    ],
    [[{ ...name, value: 1 }], 'filter[0].value must be a text for the column name'],
    [[{ ...name, value: 'a\0' }], 'filter[0].value must not contain the character NUL'],
    [
      [{ type: 'number', column: 'price', operator: '=', value: '1' }],
      'filter[0].value must be a finite number for the column cost',
    ],
    [
      [{ type: 'datetime', column: 'at', operator: '>', value: 'yesterday' }],
      'filter[0].value must be an RFC 3339 date-time between 1970 and 2100, such as 2026-01-31T08:00:00.000Z, for the column at',
    ],
    [
      [{ type: 'boolean', column: 'starred', operator: '=', value: 'true' }],
      'filter[0].value must be true or false for the column starred',
    ],
    [
      [{ type: 'stringOptions', column: 'name', operator: 'none of', value: [] }],
      'filter[0].value must be an array of texts, at least one, for the column name',
    ],
    [
      [{ type: 'arrayOptions', column: 'tags', operator: 'none of', value: 'a' }],
      'filter[0].value must be an array of texts for the column tags',
    ],
    [
      [{ type: 'stringOptions', column: 'name', operator: 'any of', value: ['a', null] }],
      'filter[0].value[1] must be a text for the column name',
    ],
    [
      [
        {
          type: 'stringOptions',
          column: 'name',
          operator: 'any of',
          value: Array.from({ length: 501 }, String),
        },
      ],
      'filter[0].value must have at most 500 options',
    ],
    [
      [{ type: 'stringObject', column: 'metadata', operator: '=', value: 'a' }],
      'filter[0].key must be a text for the column metadata',
    ],
  ])('says of %j where and how it is wrong', (filter, message) => {
    expect(complaint(JSON.stringify(filter))).toBe(message);
  });

  it('reads no number that is none, no text that is no JSON, and nothing endless', () => {
    expect(complaint('[{"type":"number","column":"cost","operator":"=","value":1e400}]')).toBe(
      'filter[0].value must be a finite number for the column cost',
    );
    expect(complaint('[{]')).toBe('filter must be valid JSON: an array of conditions');
    expect(complaint('['.repeat(16_001))).toBe('filter must have at most 16000 characters');
  });
});

describe(readFilter, () => {
  it('names the place within a document', () => {
    expect(() => readFilter([{}], COLUMNS, ['query', 'filters'])).toThrow(
      'query.filters[0].column must be one of name',
    );
  });
});
