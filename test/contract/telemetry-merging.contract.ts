import { RejectedDataError } from '../../src/ingest/domain/rejected-data.error.js';
import type { ObservationFields, TraceFields } from '../../src/ingest/domain/telemetry-fields.js';
import { at, type TelemetryStoreBed } from './telemetry-store-bed.js';

const TRACE: TraceFields = {
  timestamp: at('07:00'),
  environment: 'production',
  name: 'chat',
  userId: 'u',
  sessionId: 's',
  release: 'r',
  version: 'v',
  externalId: 'x',
  tags: ['a', 'b'],
  public: true,
  bookmarked: true,
  metadata: '{"a":1.10}',
  input: '{ "z": 12345678901234567890, "a": 1.10 }',
  output: '"\\u00e9"',
  latency: 1.5,
  totalCost: 0.25,
};

const OBSERVATION: ObservationFields = {
  type: 'TOOL',
  environment: 'production',
  startTime: at('07:00:00.000001'),
  startNanos: 999,
  endTime: at('07:00:01'),
  completionStartTime: at('07:00:00.5'),
  name: 'search',
  parentObservationId: 'p',
  isAppRoot: true,
  level: 'WARNING',
  statusMessage: 'slow',
  version: 'v',
  model: 'm',
  modelId: 'mi',
  modelParameters: '{"temperature":0.2}',
  promptId: 'pi',
  promptName: 'pn',
  promptVersion: 3,
  input: '[1, 2]',
  output: 'null',
  metadata: '[1,2]',
  promptTokens: 10,
  completionTokens: 5,
  totalTokens: 15,
  unit: 'TOKENS',
  usageDetails: '{"cached":1}',
  usageSent: '{"prompt_tokens": 1}',
  costDetails: '{"cached":0.1}',
  inputPrice: 0.001,
  outputPrice: 0.002,
  totalPrice: 0.003,
  calculatedInputCost: 0.01,
  calculatedOutputCost: 0.02,
  calculatedTotalCost: 0.03,
  latency: 1,
  timeToFirstToken: 0.5,
};

/** What becomes of single entities. */
export function telemetryMergingContract(bed: TelemetryStoreBed): void {
  it('stores every field as it was sent', async () => {
    await bed.write(bed.trace(TRACE), bed.observation('o', OBSERVATION));
    expect((await bed.storedTrace()).fields).toEqual(TRACE);
    expect((await bed.storedObservation()).fields).toEqual(OBSERVATION);
  });

  it('stores blanks for what nobody has said', async () => {
    await bed.write(bed.observation('o'));
    expect((await bed.storedObservation()).fields).toMatchObject({
      type: 'GENERATION',
      environment: 'default',
      level: 'DEFAULT',
      name: null,
      endTime: null,
      input: null,
      promptTokens: null,
    });
    expect((await bed.storedTrace()).fields).toMatchObject({
      environment: 'default',
      tags: [],
      public: false,
      bookmarked: false,
      metadata: null,
      totalCost: null,
    });
  });

  it('does nothing for nothing', async () => {
    await bed.write();
    expect(await bed.stored()).toEqual({
      traces: [],
      observations: [],
      usage: [],
      hourlyTraces: [],
      hourlyScores: [],
      modelTraces: [],
      scores: [],
      sessions: [],
    });
  });

  it('makes the trace that an observation implies, with its start and environment', async () => {
    await bed.write(bed.observation('o', { startTime: at('07:30'), environment: 'staging' }));
    const { id, fields } = await bed.storedTrace();
    expect(id).toBe('t');
    expect(fields).toMatchObject({ timestamp: at('07:30'), environment: 'staging', name: null });
  });

  it('lets an implied trace begin with an earlier observation that comes later', async () => {
    await bed.writeEach(
      bed.observation('a', { startTime: at('07:30') }),
      bed.observation('b', { startTime: at('07:10') }),
      bed.observation('c', { startTime: at('07:20') }),
    );
    expect((await bed.storedTrace()).fields.timestamp).toBe(at('07:10'));
  });

  it('lets the trace that was sent win over the implied one, in either order', async () => {
    await bed.writeEach(
      bed.observation('a', { startTime: at('07:30'), environment: 'staging' }),
      bed.trace({ timestamp: at('09:00'), environment: 'production', name: 'n' }),
      bed.observation('b', { startTime: at('07:00'), environment: 'a' }),
    );
    expect((await bed.storedTrace()).fields).toMatchObject({
      timestamp: at('09:00'),
      environment: 'production',
      name: 'n',
    });
  });

  it('merges a later event over an earlier one, and absent never overwrites', async () => {
    await bed.writeEach(
      bed.observation('o', { name: 'old', model: 'm', input: '1' }, 1),
      bed.observation('o', { name: 'new', output: '2' }, 2),
    );
    expect((await bed.storedObservation()).fields).toMatchObject({
      name: 'new',
      model: 'm',
      input: '1',
      output: '2',
    });
  });

  it('lets an earlier event that comes late fill gaps only', async () => {
    await bed.writeEach(
      bed.observation('o', { name: 'new' }, 3),
      bed.observation('o', { name: 'old', model: 'old' }, 1),
      bed.observation('o', { name: 'middle', model: 'middle' }, 2),
    );
    expect((await bed.storedObservation()).fields).toMatchObject({ name: 'new', model: 'middle' });
  });

  it('remembers that a field was set to nothing, or to what is blank anyway', async () => {
    await bed.writeEach(
      bed.trace({ name: null, public: false }, 2),
      bed.trace({ name: 'old', public: true }, 1),
    );
    expect((await bed.storedTrace()).fields).toMatchObject({ name: null, public: false });
  });

  it('unites tags, and merges metadata member by member', async () => {
    await bed.writeEach(
      bed.trace({ tags: ['b', 'c'], metadata: '{"a":{"x":1,"y":1},"b":1}' }, 2),
      bed.trace({ tags: ['a', 'b'], metadata: '{"a":{"x":0,"z":0},"c":[1, 2]}' }, 1),
    );
    expect((await bed.storedTrace()).fields).toMatchObject({
      tags: ['a', 'b', 'c'],
      metadata: '{"a":{"x":1,"y":1,"z":0},"b":1,"c":[1,2]}',
    });
  });

  it('merges events of one write as it merges those of several', async () => {
    await bed.write(
      bed.observation('o', { name: 'new' }, 2),
      bed.observation('o', { name: 'old', model: 'm' }, 1),
      bed.trace({ name: 'n' }),
      bed.trace({ userId: 'u' }),
    );
    expect((await bed.storedObservation()).fields).toMatchObject({ name: 'new', model: 'm' });
    expect((await bed.storedTrace()).fields).toMatchObject({ name: 'n', userId: 'u' });
  });

  it('stores the same in whatever order events come', async () => {
    const results: unknown[] = [];
    for (const order of [
      [0, 1, 2, 3],
      [3, 2, 1, 0],
      [2, 0, 3, 1],
      [1, 3, 0, 2],
    ]) {
      bed.reopen();
      const events = [
        bed.trace({ name: 'n', metadata: '{"a":{"b":1}}' }, 1),
        bed.trace({ environment: 'staging', metadata: '{"a":2}', timestamp: at('07:00') }, 3),
        bed.observation('o', { model: 'a', endTime: at('09:00'), level: 'ERROR' }, 1),
        bed.observation('o', { model: 'b', endTime: at('08:30'), calculatedTotalCost: 0.1 }, 2),
      ];
      for (const index of order) await bed.write(...events.slice(index, index + 1));
      results.push(await bed.stored());
    }
    expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1);
  });

  it('changes nothing when events are repeated', async () => {
    const events = [
      bed.trace(TRACE, 2),
      bed.observation('o', OBSERVATION, 1),
      bed.observation('o', { calculatedTotalCost: 1, model: null }, 2),
    ];
    await bed.write(...events);
    const once = await bed.stored();
    await bed.writeEach(...events, ...events);
    await bed.write(...events, ...events);
    expect(await bed.stored()).toEqual(once);
  });

  it('keeps the same ids of two projects, and of two traces, apart', async () => {
    await bed.write(bed.observation('o', { name: 'a' }), bed.observation('o', { name: 'b' }, 1, 'u'));
    const first = bed.project;
    const before = await bed.stored();
    expect(before.observations.map(({ traceId, fields: { name } }) => [traceId, name])).toEqual([
      ['t', 'a'],
      ['u', 'b'],
    ]);
    bed.reopen();
    await bed.write(bed.observation('o', { name: 'other' }), bed.trace({ name: 'other' }));
    expect((await bed.storedObservation()).fields.name).toBe('other');
    expect(await bed.stored(first)).toEqual(before);
  });

  it('stores nothing at all where one value cannot be stored, and goes on with the next write', async () => {
    const good = bed.observation('a', { calculatedTotalCost: 1 });
    const bad = bed.observation('b', { name: 'a\0b' });
    await expect(bed.write(good, bad, bed.trace({ name: 'n' }))).rejects.toThrow(RejectedDataError);
    expect((await bed.stored()).traces).toEqual([]);
    await bed.write(good);
    const before = await bed.stored();
    await expect(bed.write(bed.observation('a', { name: 'c' }, 2), bad)).rejects.toThrow(RejectedDataError);
    expect(await bed.stored()).toEqual(before);
  });

  it('refuses what would grow beyond the limit of a single write, within one and across several, and names it', async () => {
    const metadata = (prefix: string): string =>
      JSON.stringify(
        Object.fromEntries(Array.from({ length: 6000 }, (_, index) => [`${prefix}${index}`, 1])),
      );
    const tags = (prefix: string): string[] => Array.from({ length: 600 }, (_, index) => `${prefix}${index}`);
    const first = [bed.trace({ tags: tags('a') }), bed.observation('o', { metadata: metadata('a') })];
    await bed.write(...first);
    const before = await bed.stored();
    const moreTags = bed.trace({ tags: tags('b') }, 2);
    const moreMetadata = bed.observation('o', { metadata: metadata('b') }, 2);
    await expect(bed.write(moreTags)).rejects.toThrow(
      new RejectedDataError(
        'The tags of trace "t", merged with what was sent before, have more than 1000 elements',
      ),
    );
    const refusal = new RejectedDataError(
      'The metadata of observation "o" of trace "t", merged with what was sent before, has more than 10000 values',
    );
    await expect(bed.write(bed.observation('p', { calculatedTotalCost: 1 }), moreMetadata)).rejects.toThrow(
      refusal,
    );
    await expect(bed.write(moreMetadata, ...first)).rejects.toThrow(refusal);
    expect(await bed.stored()).toEqual(before);
    await bed.writeEach(...first, bed.trace({ tags: ['c'] }), bed.observation('o', { metadata: '{"c":1}' }));
    expect((await bed.storedTrace()).fields.tags).toHaveLength(601);
    expect((await bed.storedObservation()).fields.metadata).toContain('"c":1');
  });

  it('takes thousands of events in one write, and payloads of megabytes', async () => {
    const many = Array.from({ length: 2500 }, (_, index) =>
      bed.observation(`o${index}`, { promptTokens: 1 }),
    );
    const input = JSON.stringify('x'.repeat(5_000_000));
    await bed.write(...many, bed.trace({ input }), bed.observation('o0', { input }));
    const { observations } = await bed.stored();
    expect(observations).toHaveLength(2500);
    expect(observations.find(({ id }) => id === 'o0')?.fields.input === input).toBe(true);
    const { fields, figures } = await bed.storedTrace();
    expect(fields.input === input).toBe(true);
    expect(figures).toMatchObject({ observationCount: 2500, inputTokens: 2500 });
  });
}
