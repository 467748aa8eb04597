import * as fc from 'fast-check';
import type { Timestamp } from '../../src/common/time/timestamp.js';
import type { Transaction } from '../../src/database/write-database.js';
import { merge } from '../../src/ingest/domain/merge.js';
import type { MergeRules, MergeState } from '../../src/ingest/domain/merge-state.js';
import {
  OBSERVATION_BLANKS,
  OBSERVATION_RULES,
  TRACE_BLANKS,
  TRACE_RULES,
  type ObservationFields,
  type TraceFields,
} from '../../src/ingest/domain/telemetry-fields.js';
import { MergedRows, type RowPatch } from '../../src/ingest/persistence/merged-rows.js';
import { OBSERVATIONS, TRACES, type MergedTable } from '../../src/ingest/persistence/merged-table.js';
import { observationPatch, tracePatch } from '../factories/patches.arbitrary.js';
import { connectTestDatabase, type ConnectedDatabase } from '../support/data-sources.js';

const NOW = '2026-01-31T08:00:00.123456Z' as Timestamp;
const KEPT = {
  observation_count: 3,
  error_count: 1,
  input_tokens: 5_000_000_000,
  output_tokens: 2,
  total_tokens: 5_000_000_002,
  observed_cost: '0.000000123',
  first_start: NOW,
  last_end: null,
};

describe('rows that are copied', () => {
  let database: ConnectedDatabase;

  beforeAll(async () => {
    database = await connectTestDatabase();
  });

  afterAll(() => database.close());

  function describeSameRows<Fields extends object>(
    table: MergedTable<keyof Fields & string>,
    rules: MergeRules<Fields>,
    blanks: Partial<Fields>,
    states: fc.Arbitrary<MergeState<Fields>>,
    kept: object,
  ): void {
    const rows = new MergedRows<Fields>(table, rules, blanks, []);
    const patches = (project: string, all: readonly MergeState<Fields>[]): RowPatch<Fields>[] =>
      all.map((state, index) => ({
        keys: [project, 't', String(index)].slice(0, table.keys.length - 1).concat(`é${index}`),
        state,
        ...(index % 2 === 0 ? kept : {}),
      }));
    // The revision of a new row is any number above 0.
    const stored = async (project: string): Promise<unknown[]> => {
      const found = await database.read.query<{ row: object }>(
        `SELECT to_jsonb(t) - 'project_id' - 'revision' || jsonb_build_object('isRevised', revision > 0) AS row FROM ${table.name} t WHERE project_id = $1 ORDER BY ${table.keys.join(', ')}`,
        [project],
      );
      return found.map(({ row }) => row);
    };
    const write = (work: (transaction: Transaction) => Promise<unknown>): Promise<unknown> =>
      database.write.transaction(work);

    it(`are the rows that an insert makes of the same ${table.name}`, async () => {
      let run = 0;
      const merged = fc
        .array(states, { minLength: 1, maxLength: 3 })
        .map((all) => all.reduce((a, b) => merge(rules, a, b)));
      await fc.assert(
        fc.asyncProperty(fc.array(merged, { minLength: 1, maxLength: 12 }), async (all) => {
          const [copied, inserted] = [`copied-${++run}`, `inserted-${run}`];
          await write((transaction) => {
            rows.copyAtCommit(transaction, patches(copied, all), NOW);
            return Promise.resolve();
          });
          await write((transaction) => rows.write(transaction, patches(inserted, all), NOW));
          const both = [await stored(copied), await stored(inserted)];
          expect(both[0]).toHaveLength(all.length);
          expect(both[0]).toEqual(both[1]);
        }),
        { numRuns: 40 },
      );
    });
  }

  describeSameRows<TraceFields>(
    TRACES,
    TRACE_RULES,
    TRACE_BLANKS,
    tracePatch.map(({ state }) => ({ ...state, fields: { timestamp: NOW, ...state.fields } })),
    { kept: KEPT },
  );
  describeSameRows<ObservationFields>(
    OBSERVATIONS,
    OBSERVATION_RULES,
    OBSERVATION_BLANKS,
    observationPatch.map(({ state }) => ({ ...state, fields: { startTime: NOW, ...state.fields } })),
    {},
  );
});
