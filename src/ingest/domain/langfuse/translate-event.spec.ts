import { InvalidFieldError } from '../../../common/json/invalid-field.error.js';
import { foldPatches } from '../fold-patches.js';
import type { Patch } from '../patch.js';
import { OBSERVATION_TYPES, subjectOfEvent } from './event-types.js';
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

describe('any event', () => {
  it.each<[type: string, body: object, refusal: string]>([
    ['trace-create', { id: '字'.repeat(799), name: 'n' }, ''],
    ['trace-create', { id: 't', name: '字'.repeat(799) }, ''],
    ['trace-create', { id: '字'.repeat(801) }, 'body.id must have at most 2400 bytes'],
    [
      'trace-create',
      { id: 't', userId: '字'.repeat(800) },
      'body.userId must have, with the id, at most 2400 bytes',
    ],
    [
      'span-create',
      { id: 's', traceId: '字'.repeat(800) },
      'body.traceId must have, with the id, at most 2400 bytes',
    ],
    [
      'score-create',
      { id: 's', traceId: 't', name: '字'.repeat(800), value: 1 },
      'body.name must have, with the id, at most 2400 bytes',
    ],
  ])('%s is refused where no index can hold what it names (case %#)', (type, body, refusal) => {
    const translate = (): unknown => translated(type, body);
    if (refusal === '') expect(translate).not.toThrow();
    else expect(translate).toThrow(refusal);
  });
});

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
      userId: null,
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

  it('clears by null what is a text, and nothing else', async () => {
    const said = {
      id: 't',
      name: 'n',
      userId: 'u',
      sessionId: 's',
      release: 'r',
      version: 'v',
      externalId: 'e',
    };
    const kept = { public: true, tags: ['a'], metadata: '{"k":1}', input: '"i"' };
    const first = translated('trace-create', { ...said, ...kept }, '2026-01-31T12:00:00Z');
    const nulls = Object.fromEntries(
      Object.keys({ ...said, ...kept, environment: 1, timestamp: 1 }).map((key) => [key, null]),
    );
    const second = translated('trace-create', { ...nulls, id: 't' }, '2026-01-31T12:00:01Z');
    expect(await merged(second, first)).toEqual({
      ...kept,
      name: null,
      userId: null,
      sessionId: null,
      release: null,
      version: null,
      externalId: null,
      timestamp: '2026-01-31T12:00:00.000000Z',
    });
  });

  it('is refused without an id', () => {
    expect(() => translated('trace-create', { name: 'n' })).toThrow('body.id is required');
  });
});

describe('an observation event', () => {
  it.each(OBSERVATION_TYPES)('that creates or updates is about a %s', (type) => {
    for (const verb of ['create', 'update'])
      expect(fieldsOf(translated(`${type.toLowerCase()}-${verb}`, { id: 'o', traceId: 't' }))).toMatchObject({
        type,
      });
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

  it('clears name and model by null, and leaves everything else', async () => {
    const kept = {
      parentObservationId: 'p',
      level: 'ERROR',
      statusMessage: 'm',
      version: 'v',
      endTime: '2026-01-31T12:00:05.000000Z',
      completionStartTime: '2026-01-31T12:00:02.000000Z',
      promptName: 'q',
      promptVersion: 2,
    };
    const said = { ...kept, name: 'n', model: 'm', usageDetails: { input: 1 }, costDetails: { input: 1 } };
    const create = translated('generation-create', { id: 'o', ...said }, '2026-01-31T12:00:00Z');
    const nulls = Object.fromEntries(Object.keys(said).map((key) => [key, null]));
    const update = translated('generation-update', { id: 'o', ...nulls }, '2026-01-31T12:00:01Z');
    expect(await merged(update, create)).toMatchObject({
      ...kept,
      name: null,
      model: null,
      promptTokens: 1,
      calculatedTotalCost: 1,
    });
  });

  it('names no prompt by an empty name or a version 0', () => {
    const patch = translated('generation-create', { id: 'o', promptName: '', promptVersion: 0 });
    expect(fieldsOf(patch)).not.toHaveProperty('promptName');
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

  it('is about nothing that an empty id names', () => {
    const body = {
      name: 's',
      value: 1,
      traceId: '',
      sessionId: 'x',
      observationId: '',
      configId: '',
      queueId: null,
    };
    const patch = translated('score-create', body);
    expect(patch).toMatchObject({ subjectId: 'x' });
    expect(fieldsOf(patch)).not.toHaveProperty('observationId');
    expect(fieldsOf(patch)).not.toHaveProperty('configId');
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
    [{ sessionId: 's', value: 'x', dataType: 'CORRECTION' }, 'body.traceId is required in a CORRECTION'],
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
