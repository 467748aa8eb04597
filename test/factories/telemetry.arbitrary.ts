import * as fc from 'fast-check';
import { pricingBy, type PriceTerms } from '../../src/common/pricing/price-sheet.js';
import { timestampFromMs, type Timestamp } from '../../src/common/time/timestamp.js';
import type { Observation } from '../../src/traces/domain/observation.js';
import { JsonText } from '../../src/common/json/json-text.js';
import type { Score } from '../../src/traces/domain/scores/score.js';
import { anObservation } from './observation.factory.js';
import { aScore } from './score.factory.js';
import { aTrace, type StoredTrace } from './trace.factory.js';

/** The first day of which telemetry is made. */
export const FIRST_DAY_MS = Date.UTC(2026, 0, 30);

/** Instants of three days, often on or next to the border of an hour or a day. */
export const instant: fc.Arbitrary<Timestamp> = fc
  .tuple(
    fc.nat({ max: 72 }),
    fc.oneof(fc.constantFrom(0, 0, 1800, 3599), fc.nat({ max: 3599 })),
    fc.constantFrom('000', '001'),
  )
  .map(([hour, second, micros]) => {
    const millis = timestampFromMs(FIRST_DAY_MS + (hour * 3600 + second) * 1000);
    return millis.replace('000Z', `${micros}Z`) as Timestamp;
  });

export const projectIds = fc.constantFrom('p1', 'p1', 'p1', 'p2');
export const environments = fc.constantFrom('default', 'production', 'staging');
export const tags = fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 });
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { nil: null });
export const word = fc.constantFrom('one', 'two', 'three');

function trace(id: string): fc.Arbitrary<StoredTrace> {
  return fc
    .record({
      projectId: projectIds,
      timestamp: instant,
      environment: environments,
      name: maybe(word),
      userId: maybe(word),
      sessionId: maybe(word),
      release: maybe(word),
      version: maybe(word),
      tags,
      public: fc.boolean(),
      bookmarked: fc.boolean(),
      metadata: maybe(
        fc.dictionary(fc.constantFrom('k', 'l'), fc.oneof(word, fc.nat({ max: 3 }), fc.boolean())),
      ),
      sent: fc.record({ latency: maybe(fc.nat({ max: 9 })), totalCost: maybe(fc.nat({ max: 9 })) }),
    })
    .map(({ metadata, ...known }) => {
      const text = metadata && new JsonText(asJsonb(metadata));
      return aTrace({ id, ...known, payload: { input: null, output: null, metadata: text } });
    });
}

/** An object of scalars as jsonb writes it. */
function asJsonb(members: Record<string, unknown>): string {
  const written = Object.keys(members)
    .sort()
    .map((key) => `"${key}": ${JSON.stringify(members[key])}`);
  return `{${written.join(', ')}}`;
}

/** Costs are multiples of 1/8, which no way of adding them up can get wrong. */
function observation(id: string, { projectId, id: traceId }: StoredTrace): fc.Arbitrary<Observation> {
  return fc
    .record({
      type: fc.constantFrom('GENERATION', 'GENERATION', 'SPAN', 'TOOL'),
      name: maybe(word),
      level: fc.constantFrom('DEFAULT', 'DEFAULT', 'ERROR', 'WARNING', 'DEBUG'),
      version: maybe(word),
      parentObservationId: fc.constantFrom(null, 'o10'),
      isAppRoot: fc.boolean(),
      environment: environments,
      startTime: instant,
      endTime: maybe(instant),
      model: maybe(fc.constantFrom('m1', 'm2')),
      promptTokens: maybe(fc.nat({ max: 100 })),
      completionTokens: maybe(fc.nat({ max: 100 })),
      totalTokens: maybe(fc.nat({ max: 300 })),
      calculatedTotalCost: maybe(fc.nat({ max: 80 }).map((eighths) => eighths / 8)),
      isPriced: fc.boolean(),
      isUsageEstimated: fc.boolean(),
    })
    .map(({ isPriced, isUsageEstimated, ...known }) => {
      const [input, output] = [known.promptTokens ?? 0, known.completionTokens ?? 0];
      return anObservation({
        ...{ projectId, traceId, id, ...known },
        ...(isPriced ? pricedAt(input, output) : {}),
        ...(isUsageEstimated ? estimatedAt(input, output) : {}),
      });
    });
}

/** What the server says of an observation that it has priced by these counts. */
export function pricedAt(
  input: number,
  output: number,
): Pick<Observation, 'pricing' | 'calculatedInputCost' | 'calculatedOutputCost' | 'calculatedTotalCost'> {
  const usage = new Map([
    ['input', input],
    ['output', output],
  ]);
  const pricing = pricingBy(TERMS, usage);
  return {
    pricing,
    calculatedInputCost: Number(pricing.inputCost),
    calculatedOutputCost: Number(pricing.outputCost),
    calculatedTotalCost: Number(pricing.totalCost),
  };
}

const TERMS: PriceTerms = {
  modelId: 'model',
  modelName: 'model',
  product: 'Model',
  tierId: 'tier',
  tierName: 'Standard',
  prices: { input: '0.125', output: '0.25' },
  pricedAs: {},
  unpriced: [],
  source: 'project',
  pricedOn: '2026-01-01',
};

/** What the server says of an observation whose tokens it has counted. */
export function estimatedAt(
  input: number,
  output: number,
): Pick<
  Observation,
  'isUsageEstimated' | 'promptTokens' | 'completionTokens' | 'totalTokens' | 'usageDetails'
> {
  const total = input + output;
  return {
    isUsageEstimated: true,
    promptTokens: input,
    completionTokens: output,
    totalTokens: total,
    usageDetails: new JsonText(`{"input": ${input}, "total": ${total}, "output": ${output}}`),
  };
}

/** Values are multiples of 1/8, too. */
function score(id: string, { projectId, id: traceId }: StoredTrace): fc.Arbitrary<Score> {
  return fc
    .record({
      name: word,
      timestamp: instant,
      environment: environments,
      source: fc.constantFrom('API', 'API', 'EVAL'),
      subject: fc.oneof(
        {
          weight: 4,
          arbitrary: maybe(fc.constantFrom('o10', 'o11')).map((observationId) => ({
            traceId,
            observationId,
          })),
        },
        { weight: 1, arbitrary: fc.constant({ sessionId: 'one' }) },
      ),
      judged: fc.oneof(
        fc.nat({ max: 16 }).map((eighths) => ({ dataType: 'NUMERIC', value: eighths / 8 })),
        fc.boolean().map((flag) => ({
          dataType: 'BOOLEAN',
          value: flag ? 1 : 0,
          stringValue: flag ? 'True' : 'False',
        })),
        word.map((stringValue) => ({ dataType: 'CATEGORICAL', value: null, stringValue })),
      ),
    })
    .map(({ judged, subject, ...known }) => aScore({ projectId, id, ...known, ...subject, ...judged }));
}

/** Some of what belongs to traces, each to any of them. */
function ofTraces<T>(
  traces: readonly StoredTrace[],
  maxLength: number,
  make: (index: number, trace: StoredTrace) => fc.Arbitrary<T>,
): fc.Arbitrary<T[]> {
  return fc.array(fc.nat({ max: traces.length - 1 }), { maxLength }).chain((owners) =>
    fc.tuple(
      ...owners.flatMap((owner, index) => {
        const of = traces[owner];
        return of === undefined ? [] : [make(index, of)];
      }),
    ),
  );
}

interface Telemetry {
  traces: StoredTrace[];
  observations: Observation[];
  scores: Score[];
}

/** What a small installation may have stored. */
export const telemetry: fc.Arbitrary<Telemetry> = fc
  .integer({ min: 1, max: 30 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => trace(`t${index + 10}`))))
  .chain((traces) =>
    fc.record({
      traces: fc.constant(traces),
      observations: ofTraces(traces, 60, (index, owner) => observation(`o${index + 10}`, owner)),
      scores: ofTraces(traces, 20, (index, owner) => score(`s${index + 10}`, owner)),
    }),
  );
