import * as fc from 'fast-check';
import { timestampFromMs, type Timestamp } from '../../src/common/time/timestamp.js';
import type { ObservationPatch, Patch, ScorePatch, TracePatch } from '../../src/ingest/domain/patch.js';
import type { ScoreFields } from '../../src/ingest/domain/score-fields.js';
import { IMPLIED, stampOf, type Stamp } from '../../src/ingest/domain/stamp.js';
import type { ObservationFields, TraceFields } from '../../src/ingest/domain/telemetry-fields.js';

const START = Date.UTC(2026, 0, 31, 22);
const HOUR = 3_600_000;

/** Few values for everything, so that events often speak of the same thing and contradict each other. */
const timestamps: fc.Arbitrary<Timestamp> = fc
  .integer({ min: 0, max: 7 })
  .map((hours) => timestampFromMs(START + hours * HOUR));
const texts = fc.constantFrom('a', 'b', 'c');
const json = fc.constantFrom('null', '""', '0', '"x"', '{"a":1}', '[1,2]');
/** Of few keys and several kinds of values, so that objects, scalars and arrays meet at the same places. */
const smallObjects = fc
  .letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.constantFrom(1, 'x', null, false, [], [1, 2], [{ b: 1, a: [] }]),
      fc.dictionary(fc.constantFrom('a', 'b', 'cc'), tie('value'), { maxKeys: 3 }),
    ),
  }))
  .value.map((value) => JSON.stringify(value));
/** Different texts of equal values among them. */
const jsonbTexts = fc.constantFrom(
  '{}',
  '{"b":{"c":{"d":1},"e":2}}',
  '{"a":{}}',
  '[1, 2]',
  '100',
  '1e2',
  '{"b" : 1.0, "a":"\\u0041"}',
  '{"a":"A","b":10e-1}',
  '{"__proto__":{"x":1}}',
);
const metadata = fc.option(fc.oneof(smallObjects, jsonbTexts));
const costs = fc.constantFrom(0.1, 0.2, 0.3, 1e-7, 12);
const tokens = fc.integer({ min: 0, max: 5 });
/** Buckets of counts, of costs. */
const usageDetails = fc.constantFrom(
  '{}',
  '{"input":1}',
  '{"input": 1}',
  '{"input":3,"output":2,"total":5}',
  '{"input":7,"input_cached":9}',
  '{"total":4}',
  '{"odd":1,"unknown":2,"output":1}',
);
const costDetails = fc.constantFrom('{}', '{"input":0.5}');
const stamps: fc.Arbitrary<Stamp> = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.constantFrom('create' as const, 'update' as const))
  .map(([time, kind]) => stampOf(time, kind));

const traceFields: fc.Arbitrary<Partial<TraceFields>> = fc.record(
  {
    environment: fc.constantFrom('staging', 'production'),
    name: fc.option(texts),
    userId: texts,
    sessionId: fc.option(texts),
    tags: fc.uniqueArray(texts).map((tags) => tags.sort()),
    public: fc.boolean(),
    metadata,
    input: json,
    output: json,
    latency: tokens,
    totalCost: costs,
  },
  { requiredKeys: [] },
);

/** Of usage, what was sent never comes without what it counts. */
const usage: fc.Arbitrary<Partial<ObservationFields>> = fc.oneof(
  fc.constant({}),
  fc.record({ usageDetails, usageSent: texts }, { requiredKeys: ['usageDetails'] }),
);

const observationFields: fc.Arbitrary<Partial<ObservationFields>> = fc.record(
  {
    type: fc.constantFrom('SPAN', 'TOOL'),
    environment: fc.constantFrom('staging', 'production'),
    endTime: fc.option(timestamps),
    name: fc.option(texts),
    level: fc.constantFrom('DEFAULT', 'ERROR', 'WARNING'),
    model: texts,
    modelParameters: fc.option(jsonbTexts),
    input: json,
    output: json,
    metadata,
    promptTokens: tokens,
    completionTokens: tokens,
    totalTokens: fc.option(tokens),
    calculatedInputCost: costs,
    calculatedOutputCost: costs,
    calculatedTotalCost: fc.option(costs),
    costDetails: fc.option(costDetails),
  },
  { requiredKeys: [] },
);

/** Most clients say what they have used, and not what it costs. */
const costNames = new Set([
  'calculatedInputCost',
  'calculatedOutputCost',
  'calculatedTotalCost',
  'costDetails',
]);
const oftenUnpriced = fc
  .tuple(observationFields, fc.boolean())
  .map(([fields, isUnpriced]) =>
    isUnpriced
      ? (Object.fromEntries(Object.entries(fields).filter(([name]) => !costNames.has(name))) as typeof fields)
      : fields,
  );

const startOrImplied = fc.tuple(timestamps, fc.boolean());

export const tracePatch: fc.Arbitrary<TracePatch> = fc
  .tuple(fc.constantFrom('p', 'q'), fc.constantFrom('t1', 't2'), traceFields, stamps, startOrImplied)
  .map(([projectId, id, fields, stamp, [timestamp, isImplied]]) => ({
    kind: 'trace',
    projectId,
    id,
    state: {
      fields: { ...fields, timestamp },
      stamp,
      exceptions: isImplied ? new Map([['timestamp', IMPLIED]]) : null,
    },
  }));

export const observationPatch: fc.Arbitrary<ObservationPatch> = fc
  .tuple(
    fc.constantFrom('p', 'q'),
    fc.constantFrom('t1', 't2'),
    fc.constantFrom('o1', 'o2', 'o3'),
    fc.tuple(oftenUnpriced, usage).map(([fields, used]) => ({ ...fields, ...used })),
    stamps,
    startOrImplied,
  )
  .map(([projectId, traceId, id, fields, stamp, [startTime, isImplied]]) => ({
    kind: 'observation',
    projectId,
    traceId,
    id,
    state: {
      fields: { ...fields, startTime },
      stamp,
      exceptions: isImplied ? new Map([['startTime', IMPLIED]]) : null,
    },
  }));

const scoreFields: fc.Arbitrary<Partial<ScoreFields>> = fc.record(
  {
    environment: fc.constantFrom('staging', 'production'),
    source: fc.constantFrom('EVAL', 'ANNOTATION'),
    value: tokens,
    comment: fc.option(texts),
  },
  { requiredKeys: [] },
);

const scorePatch: fc.Arbitrary<ScorePatch> = fc
  .tuple(
    fc.constantFrom('p', 'q'),
    fc.constantFrom('t1', 't2'),
    fc.constantFrom('s1', 's2'),
    fc.record({
      traceId: fc.boolean(),
      timestamp: timestamps,
      dataType: fc.constantFrom('NUMERIC', 'BOOLEAN'),
    }),
    scoreFields,
    stamps,
  )
  .map(([projectId, subjectId, id, { traceId, ...required }, fields, stamp]) => ({
    kind: 'score',
    projectId,
    subjectId,
    id,
    state: {
      fields: {
        ...fields,
        ...required,
        name: 'n',
        ...(traceId ? { traceId: subjectId } : { sessionId: subjectId }),
      },
      stamp,
      exceptions: null,
    },
  }));

/** Events about few entities of two projects. */
export const patches: fc.Arbitrary<Patch[]> = fc.array(fc.oneof(tracePatch, observationPatch, scorePatch), {
  minLength: 1,
  maxLength: 14,
});

/** A history, and the same events in another order, some of them repeated, cut into writes. */
export const historyAndReplay: fc.Arbitrary<{ history: Patch[]; replay: Patch[][] }> = patches.chain(
  (history) =>
    fc
      .tuple(
        fc.shuffledSubarray([...history, ...history], { minLength: history.length }),
        fc.shuffledSubarray(history, { minLength: history.length, maxLength: history.length }),
        fc.infiniteStream(fc.boolean()),
      )
      .map(([repeated, all, cuts]) => ({ history, replay: cutInto([...repeated, ...all], cuts) })),
);

function cutInto(events: readonly Patch[], cuts: Iterable<boolean>): Patch[][] {
  const writes: Patch[][] = [[]];
  const isCut = cuts[Symbol.iterator]();
  for (const event of events) {
    if (isCut.next().value === true) writes.push([]);
    writes.at(-1)?.push(event);
  }
  return writes.filter((write) => write.length > 0);
}
