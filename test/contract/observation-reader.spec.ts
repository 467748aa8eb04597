import * as fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { ByteBudget } from '../../src/common/byte-budget.js';
import { JsonText, writeJson } from '../../src/common/json/json-text.js';
import { ReadDatabase } from '../../src/database/read-database.js';
import { presentObservation } from '../../src/traces/http/observation.presenter.js';
import { OBSERVATION_FIELD_GROUPS } from '../../src/traces/http/observations/observation-fields-parameter.js';
import { presentObservationStretch } from '../../src/traces/http/observations/selected-observation.presenter.js';
import { TypeOrmObservationReader } from '../../src/traces/persistence/observations/typeorm-observation.reader.js';
import { anObservation } from '../factories/observation.factory.js';
import { aTrace } from '../factories/trace.factory.js';
import { observationQuery } from '../factories/observation-query.arbitrary.js';
import { telemetry } from '../factories/telemetry.arbitrary.js';
import { InMemoryObservationReader } from '../fakes/in-memory-observation.reader.js';
import { openDataSource } from '../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { storeTelemetry } from '../support/telemetry-rows.js';
import { observationReaderContract } from './observation-reader.contract.js';
import { projectId, room } from './trace-reader-bed.js';

describe(InMemoryObservationReader, () => {
  observationReaderContract((observations, traces) =>
    Promise.resolve(new InMemoryObservationReader(observations, traces)),
  );
});

describe(TypeOrmObservationReader, () => {
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

  observationReaderContract(async (observations, traces) => {
    await dataSource.query('TRUNCATE traces, observations');
    await storeTelemetry(dataSource, traces, observations);
    return new TypeOrmObservationReader(new ReadDatabase(dataSource));
  });

  it('answers any question as a search through everything does', async () => {
    const plenty = fc.array(observationQuery, { minLength: 20, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(telemetry, plenty, async ({ traces, observations }, queries) => {
        await dataSource.query('TRUNCATE traces, observations');
        await storeTelemetry(dataSource, traces, observations);
        const reader = new TypeOrmObservationReader(new ReadDatabase(dataSource));
        const model = new InMemoryObservationReader(observations, traces);
        for (const query of queries) {
          expect(await reader.find(query, room())).toEqual(await model.find(query, room()));
        }
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  it('finds the observations of a user of more traces than it looks into one by one', async () => {
    const ids = Array.from({ length: 2100 }, (_, index) => String(index + 1000));
    const traces = ids.map((id) => aTrace({ projectId, id, userId: 'busy' }));
    const others = [
      aTrace({ projectId, id: 'other' }),
      aTrace({ projectId: 'p2', id: '1000', userId: 'busy' }),
    ];
    const observations = [...traces, ...others].map((trace) =>
      anObservation({ projectId: trace.projectId, traceId: trace.id, id: `o${trace.id}` }),
    );
    await dataSource.query('TRUNCATE traces, observations');
    await storeTelemetry(dataSource, [...traces, ...others], observations);
    const reader = new TypeOrmObservationReader(new ReadDatabase(dataSource));
    const model = new InMemoryObservationReader(observations, [...traces, ...others]);
    for (const filter of [
      { userId: 'busy' },
      { userId: 'busy', type: 'SPAN' },
      { userId: 'busy', name: 'none' },
    ]) {
      const query = { projectId, filter, page: 3, limit: 7 };
      expect(await reader.find(query, room())).toEqual(await model.find(query, room()));
    }
  });

  it('takes at least as much room as the answer has bytes', async () => {
    const text = fc.string({
      unit: fc.constantFrom('"', '\\', '\n', '\u0001', 'a', '界', '😀'),
      maxLength: 3000,
    });
    const json = fc
      .oneof(text, fc.record({ a: text, b: fc.array(text) }))
      .map((value) => JSON.stringify(value));
    const observation = fc
      .record({
        input: json,
        metadata: fc.dictionary(text, text),
        name: text,
        tags: fc.array(text),
        whole: fc.boolean(),
      })
      .map(({ input, metadata, name, tags, whole }) => ({
        observation: anObservation({
          projectId,
          traceId: 't',
          id: 'o',
          name,
          model: name,
          payload: {
            input: new JsonText(input),
            output: null,
            metadata: new JsonText(JSON.stringify(metadata)),
          },
        }),
        trace: aTrace({ projectId, id: 't', name, tags }),
        whole: whole ? Object.keys(metadata) : [],
      }));
    await fc.assert(
      fc.asyncProperty(observation, async ({ observation: stored, trace, whole }) => {
        await dataSource.query('TRUNCATE traces, observations');
        await storeTelemetry(dataSource, [trace], [stored]);
        const reader = new TypeOrmObservationReader(new ReadDatabase(dataSource));
        const listed = new ByteBudget(Infinity, 'full');
        const scanned = new ByteBudget(Infinity, 'full');
        const { items } = await reader.find(
          { projectId, filter: {}, page: 1, limit: 1 },
          room(Infinity, listed),
        );
        const parts = { io: true, metadata: { whole }, trace: true };
        const stretch = await reader.scan(
          { projectId, filter: {}, limit: 1, after: null, parts },
          room(Infinity, scanned),
        );
        const bytes = (answer: unknown): number => Buffer.byteLength(writeJson(answer));
        expect(listed.usedBytes).toBeGreaterThanOrEqual(bytes(items.map(presentObservation)));
        expect(scanned.usedBytes).toBeGreaterThanOrEqual(
          bytes(presentObservationStretch(stretch, OBSERVATION_FIELD_GROUPS)),
        );
      }),
      { numRuns: 50 },
    );
  }, 60_000);
});
