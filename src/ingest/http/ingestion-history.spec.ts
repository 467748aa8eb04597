import * as fc from 'fast-check';
import {
  langfuseEvents,
  observationEvents,
  scoreEvents,
  traceEvents,
  type SentEvent,
} from '../../../test/factories/langfuse-events.arbitrary.js';
import { foldPatches, type FoldedPatches } from '../domain/fold-patches.js';
import { environmentName } from '../domain/langfuse/environment-name.js';
import type { Patch } from '../domain/patch.js';
import { decodeBody } from './decode-body.js';

type Values = Record<string, unknown>;

/** What the events say, as a request with them is read. */
function patchesOf(batch: readonly SentEvent[]): Patch[] {
  const context = { projectId: 'p', receivedAtMs: 0 };
  const { items } = decodeBody('ingestion', Buffer.from(JSON.stringify({ batch })), context, () => undefined);
  return items.map((item) => {
    if (item.kind !== 'patch') throw new Error(JSON.stringify(item));
    return item.patch;
  });
}

function patchesIn({ traces, observations, scores }: FoldedPatches): Patch[] {
  return [...traces.values(), ...observations.values(), ...scores.values()];
}

/** By time, create before update. */
function inOrder(events: readonly SentEvent[]): SentEvent[] {
  return [...events].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

function orderOf({ timestamp, type }: SentEvent): string {
  return `${timestamp} ${type.endsWith('-update') ? 1 : 0}`;
}

/** Some events, and a history of arrivals: all of them, some repeatedly, in any order and cut into requests anywhere. */
const historyAndArrivals = fc.array(langfuseEvents, { minLength: 1, maxLength: 8 }).chain((history) =>
  fc.tuple(
    fc.constant(history),
    fc
      .shuffledSubarray([...history, ...history], { minLength: history.length })
      .chain((repeated) =>
        fc.shuffledSubarray([...history, ...repeated], { minLength: history.length + repeated.length }),
      )
      .chain((arrivals) =>
        fc.array(fc.nat({ max: arrivals.length }), { maxLength: 3 }).map((cuts) => cutAt(arrivals, cuts)),
      ),
  ),
);

function cutAt<T>(all: readonly T[], cuts: readonly number[]): T[][] {
  const borders = [0, ...[...cuts].sort((a, b) => a - b), all.length];
  return borders.slice(1).map((end, index) => all.slice(borders[index], end));
}

/** What an entity is in the end when events with different times are applied one after the other, in their order. */
function applied(
  events: readonly SentEvent[],
  rules: Record<string, (values: Values, said: unknown) => void>,
): Values {
  const values: Values = {};
  for (const { body } of inOrder(events))
    for (const [field, apply] of Object.entries(rules))
      if (body[field] !== undefined) apply(values, body[field]);
  return values;
}

const micros = (time: unknown): string => String(time).replace('000Z', '000000Z');
const set =
  (field: string, convert = (said: unknown): unknown => said) =>
  (values: Values, said: unknown): void => {
    values[field] = convert(said);
  };
const unlessNull =
  (field: string, convert?: (said: unknown) => unknown) =>
  (values: Values, said: unknown): void => {
    if (said !== null) set(field, convert)(values, said);
  };
const once =
  (field: string, convert: (said: unknown) => unknown) =>
  (values: Values, said: unknown): void => {
    const value = convert(said);
    if (value !== undefined) values[field] ??= value;
  };
const payload = (field: string) => (values: Values, said: unknown) => {
  if (said === null) return;
  const isTruthy = Boolean(said);
  if (isTruthy || !values[`${field} is truthy`]) values[field] = said;
  if (isTruthy) values[`${field} is truthy`] = true;
};
const united = (values: Values, said: unknown): void => {
  values['tags'] = [...new Set([...((values['tags'] ?? []) as string[]), ...(said as string[])])].sort();
};
const metadata = (values: Values, said: unknown): void => {
  if (said === null) return;
  const isObject = typeof said === 'object' && !Array.isArray(said);
  values['metadata'] = mergedMembers(values['metadata'] ?? {}, isObject ? said : { metadata: said });
};

function mergedMembers(before: unknown, after: unknown): unknown {
  const isObject = (value: unknown): value is Values =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject(before) || !isObject(after)) return after;
  const merged = { ...before };
  for (const [key, value] of Object.entries(after)) merged[key] = mergedMembers(before[key], value);
  return merged;
}

const environment = once('environment', (said) => environmentName(said as string | null));

/** Histories in which no two events have the same time and kind, so that their order is clear. */
function clearHistories(events: fc.Arbitrary<SentEvent>): fc.Arbitrary<SentEvent[]> {
  return fc.uniqueArray(events, { selector: orderOf, minLength: 1, maxLength: 8 });
}

/** The fields of the only entity of a kind, JSON as values. */
async function stateOf(kind: Patch['kind'], events: readonly SentEvent[]): Promise<Values> {
  const patch = patchesIn(await foldPatches(patchesOf(events))).find((each) => each.kind === kind);
  const fields: Values = { ...patch?.state.fields };
  for (const field of ['metadata', 'input', 'output', 'modelParameters'])
    if (typeof fields[field] === 'string') fields[field] = JSON.parse(fields[field]);
  return fields;
}

function withoutMarks(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([key]) => !key.endsWith(' is truthy')));
}

describe('A history of events', () => {
  it('ends in the state of its order, however it arrives', async () => {
    await fc.assert(
      fc.asyncProperty(historyAndArrivals, async ([history, requests]) => {
        const expected = await foldPatches(patchesOf(inOrder(history)));
        const parts = await Promise.all(requests.map((events) => foldPatches(patchesOf(events))));
        expect(patchesIn(await foldPatches(parts.flatMap(patchesIn)))).toEqual(patchesIn(expected));
      }),
    );
  });

  it('makes of a trace what its events say one after the other', async () => {
    await fc.assert(
      fc.asyncProperty(clearHistories(traceEvents), async (events) => {
        const expected = applied(events, {
          name: set('name'),
          userId: set('userId'),
          sessionId: set('sessionId'),
          release: set('release'),
          public: unlessNull('public'),
          input: payload('input'),
          output: payload('output'),
          tags: united,
          metadata,
          environment,
        });
        const sent = events.flatMap(({ body }) => (body['timestamp'] as string | undefined) ?? []);
        const times = sent.length > 0 ? sent : events.map(({ timestamp }) => timestamp);
        expect(await stateOf('trace', events)).toEqual({
          ...withoutMarks(expected),
          timestamp: micros([...times].sort()[0]),
        });
      }),
    );
  });

  it('makes of an observation what its events say one after the other', async () => {
    await fc.assert(
      fc.asyncProperty(clearHistories(observationEvents), async (events) => {
        const expected = applied(events, {
          name: set('name'),
          model: set('model'),
          parentObservationId: unlessNull('parentObservationId'),
          level: unlessNull('level'),
          statusMessage: unlessNull('statusMessage'),
          modelParameters: set('modelParameters'),
          startTime: once('startTime', micros),
          input: payload('input'),
          output: payload('output'),
          metadata,
          environment,
        });
        const implied = micros(events.map(({ timestamp }) => timestamp).sort()[0]);
        const state = await stateOf('observation', events);
        const { type, endTime, ...others } = Object.fromEntries(
          Object.entries(state).filter(([field]) => !/tokens|usage|cost|unit/i.test(field)),
        );
        expect(others).toEqual({ startTime: implied, ...withoutMarks(expected) });
        expect(type).toBe(typeOf(inOrder(events).at(-1)));
        const ends = inOrder(events).filter(({ body }) => typeof body['endTime'] === 'string');
        expect(endTime).toBe(endOf(ends.at(-1)));
      }),
    );
  });

  it('counts of an observation what its last event with counts says', async () => {
    await fc.assert(
      fc.asyncProperty(clearHistories(observationEvents), async (events) => {
        const counts = ({ body }: SentEvent): Values | undefined =>
          [body['usageDetails'], body['usage']].find(
            (each): each is Values => Object.keys(each ?? {}).length > 0,
          );
        const last = inOrder(events).findLast((event) => counts(event) !== undefined);
        const alone = last === undefined ? {} : await stateOf('observation', [last]);
        const { promptTokens, completionTokens, totalTokens, usageDetails } = await stateOf(
          'observation',
          events,
        );
        expect({ promptTokens, completionTokens, totalTokens, usageDetails }).toEqual({
          promptTokens: alone['promptTokens'],
          completionTokens: alone['completionTokens'],
          totalTokens: alone['totalTokens'],
          usageDetails: alone['usageDetails'],
        });
      }),
    );
  });

  it('makes of a score what its events say one after the other', async () => {
    await fc.assert(
      fc.asyncProperty(clearHistories(scoreEvents), async (events) => {
        const expected = applied(events, {
          traceId: set('traceId'),
          name: set('name'),
          comment: set('comment'),
          timestamp: once('timestamp', micros),
          metadata,
          environment,
        });
        const implied = micros(events.map(({ timestamp }) => timestamp).sort()[0]);
        const state = await stateOf('score', events);
        const { dataType, value, stringValue, ...others } = state;
        expect(others).toEqual({ timestamp: implied, ...expected });
        const said = inOrder(events).at(-1)?.body['value'];
        const isText = typeof said === 'string';
        expect([dataType, value, stringValue]).toEqual([
          isText ? 'CATEGORICAL' : typeof said === 'boolean' ? 'BOOLEAN' : 'NUMERIC',
          isText ? null : Number(said),
          isText ? said : typeof said === 'boolean' ? 'True' : null,
        ]);
      }),
    );
  });
});

function typeOf(event: SentEvent | undefined): unknown {
  const [kind] = (event?.type ?? '').split('-');
  return kind === 'observation' ? event?.body['type'] : kind?.toUpperCase();
}

/** Never before the start that the same event says. */
function endOf(event: SentEvent | undefined): string | undefined {
  if (event === undefined) return undefined;
  const { startTime, endTime } = event.body;
  return micros(typeof startTime === 'string' && startTime > String(endTime) ? startTime : endTime);
}
