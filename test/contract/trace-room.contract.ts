import { ByteBudget } from '../../src/common/byte-budget.js';
import { UnavailableError } from '../../src/common/domain-error.js';
import { JsonText } from '../../src/common/json/json-text.js';
import { AnswerTooLargeError } from '../../src/traces/domain/answer-too-large.error.js';
import type { Observation } from '../../src/traces/domain/observation.js';
import { TRACE_FIELD_GROUPS, type TraceFieldGroup } from '../../src/traces/domain/trace-query.js';
import { anObservation } from '../factories/observation.factory.js';
import { aTrace, type StoredTrace } from '../factories/trace.factory.js';
import { projectId, query, room, type StoreForReading } from './trace-reader-bed.js';

const LARGE = 60_000;
const TEXT = 'x'.repeat(LARGE);
const JSON_TEXT = new JsonText(`["${TEXT}"]`);
const NO_PAYLOAD = { input: null, output: null, metadata: null };

/** What a client can make large, in a trace and in an observation. */
const IN_TRACES: [string, Partial<StoredTrace>, TraceFieldGroup][] = [
  ['input', { payload: { ...NO_PAYLOAD, input: JSON_TEXT } }, 'io'],
  ['output', { payload: { ...NO_PAYLOAD, output: JSON_TEXT } }, 'io'],
  ['metadata', { payload: { ...NO_PAYLOAD, metadata: JSON_TEXT } }, 'io'],
  ['tags', { tags: Array.from({ length: 600 }, (_, index) => `${index} ${TEXT.slice(0, 100)}`) }, 'core'],
];
const IN_OBSERVATIONS: [string, Partial<Observation>][] = [
  ['input', { payload: { ...NO_PAYLOAD, input: JSON_TEXT } }],
  ['output', { payload: { ...NO_PAYLOAD, output: JSON_TEXT } }],
  ['metadata', { payload: { ...NO_PAYLOAD, metadata: JSON_TEXT } }],
  ['status message', { statusMessage: TEXT }],
  ['status message of characters that JSON escapes', { statusMessage: '\u0001'.repeat(LARGE / 6) }],
  ['model parameters', { modelParameters: JSON_TEXT }],
  ['usage details', { usageDetails: JSON_TEXT }],
  ['usage as it was sent', { usageSent: JSON_TEXT }],
  ['cost details', { costDetails: JSON_TEXT }],
];

/** How a TraceReader keeps to the room that it is given. */
export function traceRoomContract(store: StoreForReading): void {
  describe('refuses what is larger than an answer may be, by', () => {
    it.each(IN_TRACES)('the %s of traces', async (_, fields, group) => {
      const reader = await store([aTrace({ projectId, id: 'a', ...fields })], []);
      const page = query({ groups: new Set([group]) });
      await expect(reader.find(page, room(LARGE - 1000))).rejects.toThrow(AnswerTooLargeError);
      await expect(reader.get(projectId, ['a'], room(LARGE - 1000))).rejects.toThrow(AnswerTooLargeError);
      expect((await reader.find(page, room(2 * LARGE))).items).toHaveLength(1);
      expect(await reader.get(projectId, ['a'], room(2 * LARGE))).toMatchObject({ id: 'a' });
    });

    it.each(IN_OBSERVATIONS)('the %s of observations', async (_, fields) => {
      const reader = await store(
        [aTrace({ projectId, id: 'a' })],
        [anObservation({ projectId, traceId: 'a', id: 'o', ...fields })],
      );
      await expect(reader.get(projectId, ['a'], room(LARGE - 1000))).rejects.toThrow(AnswerTooLargeError);
      expect((await reader.get(projectId, ['a'], room(2 * LARGE)))?.observations).toHaveLength(1);
    });

    it('the ids of observations', async () => {
      const ids = Array.from({ length: 100 }, (_, index) => `${index} ${'界'.repeat(200)}`);
      const reader = await store(
        [aTrace({ projectId, id: 'a' })],
        ids.map((id) => anObservation({ projectId, traceId: 'a', id })),
      );
      const page = query({ groups: new Set(['observations']) });
      await expect(reader.find(page, room(LARGE - 1000))).rejects.toThrow(AnswerTooLargeError);
      expect((await reader.find(page, room(2 * LARGE))).items[0]?.observationIds).toHaveLength(100);
    });
  });

  it('takes no room for what is not asked for', async () => {
    const payload = { input: JSON_TEXT, output: JSON_TEXT, metadata: JSON_TEXT };
    const reader = await store(
      [aTrace({ projectId, id: 'a', payload })],
      [anObservation({ projectId, traceId: 'a', id: 'o', payload })],
    );
    expect((await reader.find(query({ groups: new Set(['core']) }), room(5000))).items).toHaveLength(1);
    const ids = query({ groups: new Set(['core', 'observations']) });
    expect((await reader.find(ids, room(5000))).items[0]?.observationIds).toEqual(['o']);
  });

  it('takes room for the whole answer, and nothing where other answers leave too little', async () => {
    const payload = { ...NO_PAYLOAD, input: JSON_TEXT };
    const reader = await store(
      [aTrace({ projectId, id: 'a', payload })],
      [anObservation({ projectId, traceId: 'a', id: 'o', payload })],
    );
    const budget = new ByteBudget(3.5 * LARGE, 'full');
    await reader.get(projectId, ['a'], room(Infinity, budget));
    expect(budget.usedBytes).toBeGreaterThan(2 * LARGE);
    const used = budget.usedBytes;
    await expect(reader.get(projectId, ['a'], room(Infinity, budget))).rejects.toThrow(UnavailableError);
    expect(budget.usedBytes).toBe(used);
    const page = query({ groups: new Set(TRACE_FIELD_GROUPS) });
    expect((await reader.find(page, room(Infinity, budget))).items).toHaveLength(1);
    expect(budget.usedBytes).toBeGreaterThan(used + LARGE);
    await expect(reader.find(page, room(Infinity, budget))).rejects.toThrow(UnavailableError);
  });
}
