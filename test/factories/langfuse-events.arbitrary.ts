import * as fc from 'fast-check';

/** An event of a Langfuse SDK, as JSON. */
export interface SentEvent {
  readonly id: string;
  readonly type: string;
  readonly timestamp: string;
  readonly body: Readonly<Record<string, unknown>>;
}

const instants = fc.integer({ min: 0, max: 9 }).map((second) => `2026-01-31T12:00:0${second}.000Z`);
const texts = fc.constantFrom('a', 'b', 'c');
const payloads = fc.constantFrom<unknown>(null, '', 0, false, 'x', { a: 1 }, [1, 2]);
const metadata = fc.constantFrom<unknown>(
  'text',
  [1],
  { a: 1 },
  { a: { b: 2 } },
  { a: { c: 3 }, d: 'e' },
  null,
);
const environments = fc.constantFrom('production', 'Staging', 'langfuse-test', 'not an environment', null);

const traceBody = fc.record(
  {
    id: fc.constant('t'),
    timestamp: instants,
    name: fc.option(texts),
    userId: fc.option(texts),
    sessionId: texts,
    environment: environments,
    release: texts,
    tags: fc.array(texts, { maxLength: 3 }),
    public: fc.option(fc.boolean()),
    metadata,
    input: payloads,
    output: payloads,
  },
  { requiredKeys: ['id'] },
);

const observationBody = fc.record(
  {
    id: fc.constant('o'),
    traceId: fc.constant('t'),
    type: fc.constantFrom('SPAN', 'GENERATION', 'EVENT'),
    name: fc.option(texts),
    startTime: instants,
    endTime: fc.option(instants),
    parentObservationId: fc.option(texts),
    environment: environments,
    level: fc.constantFrom('DEBUG', 'DEFAULT', 'ERROR', null),
    statusMessage: fc.option(texts),
    model: fc.option(texts),
    modelParameters: fc.constantFrom({ temperature: 1 }, { temperature: 0, top_p: 1 }),
    metadata,
    input: payloads,
    output: payloads,
    usage: fc.constantFrom({}, { input: 1, output: 2 }, { promptTokens: 3 }, { output: 5, unit: 'TOKENS' }),
    usageDetails: fc.constantFrom(
      {},
      { input: 7 },
      { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
    ),
    costDetails: fc.constantFrom({}, { input: 0.1, output: 0.2 }, { cache: 0.5 }, { total: 2 }),
  },
  { requiredKeys: ['id', 'traceId', 'type'] },
);

const scoreBody = fc.record(
  {
    id: fc.constant('s'),
    traceId: fc.constant('t'),
    name: texts,
    value: fc.constantFrom<number | string | boolean>(0, 1, 'good', 'bad', true),
    comment: fc.option(texts),
    environment: environments,
    timestamp: instants,
    metadata,
  },
  { requiredKeys: ['id', 'traceId', 'name', 'value'] },
);

const OBSERVATION_EVENTS = [
  'span-create',
  'span-update',
  'generation-create',
  'generation-update',
  'event-create',
  'tool-create',
  'observation-create',
  'observation-update',
];

function events(types: readonly string[], body: fc.Arbitrary<SentEvent['body']>): fc.Arbitrary<SentEvent> {
  return fc.record({
    id: fc.uuid(),
    type: fc.constantFrom(...types),
    timestamp: instants,
    body,
  });
}

export const traceEvents = events(['trace-create'], traceBody);
export const observationEvents = events(OBSERVATION_EVENTS, observationBody);
export const scoreEvents = events(['score-create'], scoreBody);
export const langfuseEvents = fc.oneof(traceEvents, observationEvents, scoreEvents);
