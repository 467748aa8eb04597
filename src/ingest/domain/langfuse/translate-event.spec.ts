import * as fc from 'fast-check';
import { InvalidFieldError } from '../../../common/json/invalid-field.error.js';
import { foldPatches } from '../fold-patches.js';
import type { Patch } from '../patch.js';
import { subjectOfEvent } from './event-types.js';
import type { ObservationBody, ScoreBody, TraceBody } from './ingestion-event.js';
import { translateEvent, withinBody, type EventBodies } from './translate-event.js';

const bodies: EventBodies = {
  trace: (body) => body as TraceBody,
  observation: (body) => body as ObservationBody,
  score: (body) => body as ScoreBody,
};
const NOON = '2026-01-31T12:00:00.000Z';

function translated(type: string, body: object, timestamp = NOON, id = 'event-1'): Patch | null {
  const subject = subjectOfEvent(type);
  if (subject === undefined) throw new Error(`no subject: ${type}`);
  return translateEvent({ id, type, timestamp, body }, subject, bodies, 'p');
}

function fieldsOf(patch: Patch | null): object | undefined {
  return patch?.state.fields;
}

/** The state of the only entity that some events are about, in whatever order they came. */
async function merged(...events: (Patch | null)[]): Promise<object> {
  const { traces, observations, scores } = await foldPatches(events.filter((event) => event !== null));
  const [state] = [...scores.values(), ...observations.values(), ...traces.values()].map(
    (patch) => patch.state,
  );
  return state?.fields ?? {};
}

describe('a trace-create', () => {
  it('says what its body says, at the time of the event where it says no other', () => {
    const patch = translated('trace-create', {
      id: 't',
      name: 'n',
      userId: null,
      tags: ['b', 'a', 'b'],
      metadata: '[1]',
      input: '{"q":1}',
      output: 'null',
      environment: 'Prod',
    });
    expect(patch).toMatchObject({ kind: 'trace', projectId: 'p', id: 't' });
    expect(fieldsOf(patch)).toEqual({
      timestamp: '2026-01-31T12:00:00.000000Z',
      environment: 'prod',
      name: 'n',
      tags: ['a', 'b'],
      metadata: '{"metadata":[1]}',
      input: '{"q":1}',
    });
  });

  it('does not reset what a later one leaves out', async () => {
    const first = translated('trace-create', { id: 't', public: true, name: 'n' }, '2026-01-31T12:00:00Z');
    const second = translated('trace-create', { id: 't', userId: 'u' }, '2026-01-31T12:00:01Z');
    expect(await merged(second, first)).toMatchObject({ public: true, name: 'n', userId: 'u' });
  });

  it('is refused without an id', () => {
    expect(() => translated('trace-create', { name: 'n' })).toThrow('body.id is required');
  });
});

describe('an observation event', () => {
  it.each([
    ['span-create', 'SPAN'],
    ['generation-update', 'GENERATION'],
    ['event-create', 'EVENT'],
    ['agent-create', 'AGENT'],
    ['guardrail-create', 'GUARDRAIL'],
  ])('%s is about a %s', (type, expected) => {
    expect(fieldsOf(translated(type, { id: 'o', traceId: 't' }))).toMatchObject({ type: expected });
  });

  it('observation-create is about what its body says', () => {
    expect(fieldsOf(translated('observation-create', { id: 'o', type: 'span' }))).toMatchObject({
      type: 'SPAN',
    });
    expect(() => translated('observation-create', { id: 'o', type: 'TRACE' })).toThrow(
      'body.type must be one of SPAN',
    );
  });

  it('makes a trace of its own where it names none', () => {
    expect(translated('span-create', { id: 'o' })).toMatchObject({ traceId: 'o' });
  });

  it('that updates before its create does not pin the start', async () => {
    const update = translated(
      'span-update',
      { id: 'o', traceId: 't', endTime: '2026-01-31T12:00:05Z' },
      '2026-01-31T11:00:00Z',
    );
    const create = translated('span-create', { id: 'o', traceId: 't', startTime: NOON });
    expect(await merged(update, create)).toMatchObject({ startTime: '2026-01-31T12:00:00.000000Z' });
  });

  it('wins as an update over a create of the same instant', async () => {
    const update = translated('generation-update', { id: 'o', traceId: 't', name: 'updated' });
    const create = translated('generation-create', { id: 'o', traceId: 't', name: 'created', model: 'm' });
    expect(await merged(update, create)).toMatchObject({ name: 'updated', model: 'm' });
  });

  it('cannot end before it starts', () => {
    const patch = translated('span-create', { id: 'o', startTime: NOON, endTime: '2026-01-31T11:00:00Z' });
    expect(fieldsOf(patch)).toMatchObject({ endTime: '2026-01-31T12:00:00.000000Z' });
  });

  it('may name input and output prompt and completion', () => {
    expect(
      fieldsOf(translated('generation-create', { id: 'o', prompt: '"p"', completion: '"c"' })),
    ).toMatchObject({
      input: '"p"',
      output: '"c"',
    });
  });

  it.each([
    [{ id: '' }, 'body.id is required'],
    [{ id: 'o', level: 'FATAL' }, 'body.level must be one of DEBUG, DEFAULT, WARNING, ERROR'],
    [{ id: 'o', startTime: 'yesterday' }, 'body.startTime must be an RFC 3339'],
    [{ id: 'o', promptName: 'n' }, 'body.promptVersion is required where'],
    [{ id: 'o', promptVersion: 1 }, 'body.promptName is required where'],
  ])('%p is refused', (body, message) => {
    expect(() => translated('span-create', body)).toThrow(message);
  });
});

describe('a score-create', () => {
  it.each([
    [{ value: 0.5 }, { dataType: 'NUMERIC', value: 0.5, stringValue: null }],
    [{ value: 'good' }, { dataType: 'CATEGORICAL', value: null, stringValue: 'good' }],
    [{ value: true }, { dataType: 'BOOLEAN', value: 1, stringValue: 'True' }],
    [
      { value: 0, dataType: 'BOOLEAN' },
      { dataType: 'BOOLEAN', value: 0, stringValue: 'False' },
    ],
    [
      { value: 'why', dataType: 'TEXT' },
      { dataType: 'TEXT', value: null, stringValue: 'why' },
    ],
  ])('%p is %p', (said, stored) => {
    expect(fieldsOf(translated('score-create', { name: 's', traceId: 't', ...said }))).toMatchObject(stored);
  });

  it('without an id has that of its event, so that it can be sent again', () => {
    expect(translated('score-create', { name: 's', traceId: 't', value: 1 })).toMatchObject({
      kind: 'score',
      subjectId: 't',
      id: 'event-1',
    });
  });

  it('clears a comment by null', async () => {
    const first = translated(
      'score-create',
      { id: 's', name: 's', sessionId: 'x', value: 1, comment: 'c' },
      '2026-01-31T12:00:00Z',
    );
    const second = translated(
      'score-create',
      { id: 's', name: 's', sessionId: 'x', value: 1, comment: null },
      '2026-01-31T12:00:01Z',
    );
    expect(await merged(second, first)).toMatchObject({ comment: null });
  });

  it.each([
    [{ value: 1 }, 'body must have exactly one of traceId, sessionId and datasetRunId'],
    [{ value: 1, traceId: 't', sessionId: 's' }, 'body must have exactly one of'],
    [{ value: 1, sessionId: 's', observationId: 'o' }, 'body.traceId is required with observationId'],
    [{ traceId: 't' }, 'body.value is required'],
    [{ traceId: 't', value: 2, dataType: 'BOOLEAN' }, 'body.value must be 0 or 1'],
    [{ traceId: 't', value: 2, dataType: 'TEXT' }, 'body.value must be a text'],
    [
      { traceId: 't', value: 'x'.repeat(501), dataType: 'TEXT' },
      'body.value must have at most 500 characters',
    ],
    [{ traceId: 't', value: 2, dataType: 'STARS' }, 'body.dataType must be NUMERIC'],
    [{ traceId: 't', value: 2, source: 'ME' }, 'body.source must be API'],
    [{ traceId: 't', value: 2, source: 'ANNOTATION' }, 'body.configId is required'],
  ])('%p is refused', (body, message) => {
    expect(() => translated('score-create', { name: 's', ...body })).toThrow(message);
  });
});

describe(translateEvent, () => {
  it('makes nothing of a log', () => {
    expect(translated('sdk-log', {})).toBeNull();
  });

  it('refuses an event whose time cannot be read', () => {
    expect(() => translated('trace-create', { id: 't' }, 'now')).toThrow('timestamp must be an RFC 3339');
  });

  it('ends in the same state whatever the order and the repetitions of a history', async () => {
    const events = fc.array(
      fc.record({
        type: fc.constantFrom('trace-create', 'generation-create', 'generation-update', 'score-create'),
        second: fc.integer({ min: 0, max: 3 }),
        body: fc.record(
          {
            name: fc.constantFrom('a', 'b'),
            metadata: fc.constantFrom('{"a":1}', '{"a":{"b":2}}', '[1]'),
            output: fc.constantFrom('"x"', '""', '"y"'),
            endTime: fc.constantFrom(NOON, '2026-01-31T13:00:00Z'),
            usage: fc.constantFrom({ input: 1 }, { output: 2 }),
            comment: fc.option(fc.constantFrom('c', 'd')),
          },
          { requiredKeys: ['name'] },
        ),
      }),
      { minLength: 1, maxLength: 8 },
    );
    const history = events.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length })),
    );
    await fc.assert(
      fc.asyncProperty(history, async ([all, replay]) => {
        const patches = (some: typeof all): Patch[] =>
          some.flatMap(
            ({ type, second, body }) =>
              translated(
                type,
                { id: 'x', traceId: 't', value: 1, ...body },
                `2026-01-31T12:00:0${second}Z`,
              ) ?? [],
          );
        expect(await foldPatches(patches([...replay, ...all]))).toEqual(await foldPatches(patches(all)));
      }),
    );
  });
});

describe(withinBody, () => {
  it('leads from the body to the event', () => {
    expect(withinBody(new InvalidFieldError(['name'], 'is required'))).toMatchObject({
      path: ['body', 'name'],
    });
    const other = new Error('other');
    expect(withinBody(other)).toBe(other);
  });
});
