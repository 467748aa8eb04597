import * as fc from 'fast-check';
import type { IngestionItem } from '../domain/langfuse/ingestion-item.js';
import { decodeIngestionEvent, readIngestionBatch, type ReadEvent } from './decode-ingestion.js';

const LIMITS = { maxDepth: 20, maxValues: 1000 };
const AT = '2026-01-31T08:00:00Z';

function decoded(text: string, limits = LIMITS): IngestionItem[] {
  const { batch } = readIngestionBatch(text, limits).value as { batch: readonly ReadEvent[] };
  return batch.map((event) => decodeIngestionEvent(event, 'p'));
}

function event(id: string, input: unknown, type = 'trace-create'): object {
  return { id, type, timestamp: AT, body: { id: `of-${id}`, input } };
}

function nested(depth: number): unknown {
  return depth === 0 ? 1 : [nested(depth - 1)];
}

function textOf(batch: readonly unknown[]): string {
  return JSON.stringify({ batch });
}

describe('a batch of events', () => {
  it('keeps payloads as they were sent', () => {
    const [kept] = decoded(
      `{"batch":[{"id":"e","type":"trace-create","timestamp":"${AT}","body":{"id":"t","input":[1.10, 9e999]}}]}`,
    );
    expect(kept).toMatchObject({ kind: 'patch', patch: { state: { fields: { input: '[1.10, 9e999]' } } } });
  });

  it('loses only the event that is nested too deeply, by its id', () => {
    const items = decoded(textOf([event('a', nested(3)), event('deep', nested(30)), event('b', nested(3))]));
    expect(items).toMatchObject([
      { kind: 'patch', eventId: 'a' },
      { kind: 'error', eventId: 'deep', message: expect.stringContaining('nested deeper than 20') as string },
      { kind: 'patch', eventId: 'b' },
    ]);
  });

  it('loses only the event that has too many values, and what has too many together is read all the same', () => {
    const many = Array.from({ length: 700 }, () => 0);
    const items = decoded(textOf([event('a', many), event('large', [...many, ...many]), event('b', many)]));
    expect(items.map(({ kind, eventId }) => [kind, eventId])).toEqual([
      ['patch', 'a'],
      ['error', 'large'],
      ['patch', 'b'],
    ]);
  });

  it.each([1, 'text', null, [], {}, { id: 7 }, { id: '' }])('calls the event %p unknown', (sent) => {
    expect(decoded(textOf([sent]))).toMatchObject([{ kind: 'error', eventId: 'unknown' }]);
  });

  it('is the same whether it is read in one go or in two steps', () => {
    const events = fc.array(
      fc.oneof(
        fc.record({
          id: fc.constantFrom('a', 'b', 7),
          type: fc.constantFrom('trace-create', 'span-create', 'score-create', 'sdk-log', 'nothing'),
          timestamp: fc.constantFrom(AT, 'now'),
          body: fc.record(
            {
              id: fc.constantFrom('x', null),
              traceId: fc.constant('t'),
              name: fc.string(),
              input: fc.jsonValue(),
            },
            { requiredKeys: [] },
          ),
        }),
        fc.jsonValue(),
      ),
    );
    fc.assert(
      fc.property(events, (batch) => {
        const roomy = { maxDepth: 128, maxValues: 100_000 };
        const deep = JSON.stringify(event('deep', nested(200)));
        const twoSteps = decoded(
          `{"batch":[${[...batch.map((each) => JSON.stringify(each)), deep].join(',')}]}`,
          roomy,
        );
        expect(twoSteps.slice(0, -1)).toEqual(decoded(textOf(batch), roomy));
        expect(twoSteps.at(-1)).toMatchObject({ kind: 'error', eventId: 'deep' });
      }),
    );
  });
});
