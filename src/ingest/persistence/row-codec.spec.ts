import * as fc from 'fast-check';
import { observationPatch, tracePatch } from '../../../test/factories/patches.arbitrary.js';
import { merge } from '../domain/merge.js';
import type { MergeRules, MergeState } from '../domain/merge-state.js';
import { IMPLIED, stampOf, type Stamp } from '../domain/stamp.js';
import {
  OBSERVATION_BLANKS,
  OBSERVATION_RULES,
  TRACE_BLANKS,
  TRACE_RULES,
  type ObservationFields,
  type TraceFields,
} from '../domain/telemetry-fields.js';
import { OBSERVATIONS, TRACES, type MergedTable } from './merged-table.js';
import { decodeRow, encodeRow, type EncodedRow, type JsonRow } from './row-codec.js';

const [EARLY, LATE] = [stampOf(1, 'create'), stampOf(2, 'create')];

/** What the table makes of a row, and the driver of that. */
function throughTable(table: MergedTable, { columns, payloads }: EncodedRow): JsonRow {
  const row = JSON.parse(JSON.stringify(columns)) as JsonRow;
  const unread = [...payloads];
  const fields = table.fields.map((field): [string, unknown] => {
    if (field.isPayload === true) return [field.column, unread.shift() ?? null];
    const value = row[field.column] ?? field.blank ?? null;
    return [field.column, field.type === 'numeric' && typeof value === 'number' ? value.toString() : value];
  });
  const own = { stamp: row['stamp'], field_stamps: row['field_stamps'] ?? null, revision: row['revision'] };
  return { ...Object.fromEntries(fields), ...own };
}

function describeRoundTrip<Fields extends object>(
  table: MergedTable<keyof Fields & string>,
  rules: MergeRules<Fields>,
  blanks: Partial<Fields>,
  states: fc.Arbitrary<MergeState<Fields>>,
): void {
  it(`gives back the state of any of the ${table.name}, merged from few or many`, () => {
    const merged = fc
      .array(states, { minLength: 1, maxLength: 4 })
      .map((all) => all.reduce((a, b) => merge(rules, a, b)));
    fc.assert(
      fc.property(merged, fc.integer({ min: 1, max: 9 }), (state, revision) => {
        const row = encodeRow(table, ['p', 'a', 'b'], state, blanks, revision);
        const read = throughTable(table, row);
        expect(decodeRow(table, read, blanks)).toEqual({
          state: withoutEmptyTags(state),
          derived: null,
          revision,
        });
      }),
      { numRuns: 300 },
    );
  });
}

/** To set no tags says nothing, and is not remembered. */
function withoutEmptyTags<Fields extends object>(state: MergeState<Fields>): MergeState<Fields> {
  const fields = Object.entries(state.fields).filter(
    ([, value]) => !(Array.isArray(value) && value.length === 0),
  );
  return { ...state, fields: Object.fromEntries(fields) as Partial<Fields> };
}

function encoded(fields: Partial<TraceFields>, stamp: Stamp, exceptions: [string, Stamp][] = []): EncodedRow {
  const state = { fields, stamp, exceptions: exceptions.length > 0 ? new Map(exceptions) : null };
  return encodeRow(TRACES, ['p', 't'], state, TRACE_BLANKS, 1);
}

describe('a row', () => {
  describeRoundTrip<TraceFields>(
    TRACES,
    TRACE_RULES,
    TRACE_BLANKS,
    tracePatch.map(({ state }) => state),
  );
  describeRoundTrip<ObservationFields>(
    OBSERVATIONS,
    OBSERVATION_RULES,
    OBSERVATION_BLANKS,
    observationPatch.map(({ state }) => state),
  );
});

describe(encodeRow, () => {
  it('has the key, what is set and the stamp, and leaves out the rest', () => {
    expect(encoded({ name: 'n', public: true }, LATE)).toEqual({
      columns: { project_id: 'p', id: 't', name: 'n', public: true, stamp: LATE, revision: 1 },
      payloads: [null, null],
    });
  });

  it('has payloads apart, in the order of the table', () => {
    const { columns, payloads } = encoded({ output: '2', input: '1' }, LATE);
    expect(payloads).toEqual(['1', '2']);
    expect(Object.keys(columns)).not.toContain('input');
  });

  it('groups the stamps of single fields', () => {
    const { columns } = encoded({ name: 'n', userId: 'u', release: 'r' }, LATE, [
      ['userId', EARLY],
      ['name', EARLY],
      ['release', IMPLIED],
    ]);
    expect(JSON.parse(String(columns['field_stamps']))).toEqual({
      [EARLY]: ['name', 'userId'],
      '': ['release'],
    });
  });

  it('remembers of a field that it was set to nothing', () => {
    expect(JSON.parse(String(encoded({ name: null, public: false }, LATE).columns['field_stamps']))).toEqual({
      [LATE]: ['name', 'public'],
    });
  });
});

describe(decodeRow, () => {
  it('reads a row that nothing is known of but its key', () => {
    const read = throughTable(TRACES, { columns: { stamp: IMPLIED, revision: 3 }, payloads: [] });
    expect(decodeRow<TraceFields>(TRACES, read, TRACE_BLANKS)).toEqual({
      state: { fields: {}, stamp: IMPLIED, exceptions: null },
      derived: null,
      revision: 3,
    });
  });

  it('reads what is derived of it', () => {
    const row = {
      stamp: IMPLIED,
      field_stamps: null,
      revision: 3,
      price_sheet: 5,
      priced_total_cost: '0.10',
      estimated_usage: null,
    };
    expect(decodeRow<ObservationFields>(OBSERVATIONS, row, OBSERVATION_BLANKS).derived).toEqual({
      price_sheet: 5,
      priced_total_cost: '0.10',
    });
  });

  it('takes columns that were not read for fields that nobody has set', () => {
    const read = throughTable(TRACES, encoded({ input: '1', name: 'n' }, LATE));
    delete read['input'];
    expect(decodeRow<TraceFields>(TRACES, read, TRACE_BLANKS).state.fields).toEqual({ name: 'n' });
  });
});
