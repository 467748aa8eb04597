import { parseTimestamp, type Timestamp } from '../../src/common/time/timestamp.js';
import type { ModelDefinition } from '../../src/models/domain/model-definition.js';
import { patternsOf, sizeOf, type ModelRoom } from '../../src/models/domain/model-room.js';
import type { ModelStore } from '../../src/models/domain/model.store.js';
import { aModel, aTier } from '../factories/model.factory.js';

const SINCE = (date: string): Timestamp => parseTimestamp(date) as Timestamp;
const ROOM: ModelRoom = { models: 1000, patternSize: 20_000 };

/** In the order in which they are listed: by name, the later start first. */
const MODELS: readonly ModelDefinition[] = [
  aModel('upper', 5, { modelName: 'B' }),
  aModel('full', 1, {
    modelName: 'a',
    startDate: SINCE('2026-02-01T00:00:00.000001Z'),
    unit: 'SECONDS',
    tokenizerId: 'openai',
    tokenizerConfig: { tokensPerName: 1, nested: { deep: [1.5, null] } },
    tiers: [
      aTier({
        prices: new Map([
          ['input', '0.00000000000000000001'],
          ['output', '123456.12345678901234567890'],
          ['__proto__', '1'],
        ]),
      }),
      aTier({
        id: 'long',
        name: 'Long',
        isDefault: false,
        priority: 1,
        conditions: [
          { usageDetailPattern: '^input', operator: 'gt', value: 200_000, caseSensitive: true },
          { source: 'metadata', key: 'tier', values: ['flex', 'batch'] },
        ],
      }),
    ],
  }),
  aModel('older', 9, { modelName: 'a', startDate: SINCE('2026-01-01') }),
  aModel('oldest', 3, { modelName: 'a' }),
];
const FOREIGN = aModel('full', 1, { projectId: 'q', modelName: 'a', product: 'a' });

/** What every ModelStore keeps. */
export function modelStoreContract(newStore: () => ModelStore): void {
  let store: ModelStore;

  beforeAll(async () => {
    store = newStore();
    for (const model of [FOREIGN, ...MODELS.toReversed()])
      expect(await store.put(model, ROOM)).toEqual(model);
  });

  async function idsOf(projectId: string, offset: number, limit: number): Promise<[string[], number]> {
    const { items, totalItems } = await store.find(projectId, { offset, limit });
    return [items.map(({ price }) => price.id), totalItems];
  }

  it('gives back what was inserted, every digit of it, to its own project alone', async () => {
    for (const model of MODELS) expect(await store.get('p', model.price.id)).toEqual(model);
    expect(await store.get('q', 'full')).toEqual(FOREIGN);
    expect(await store.get('q', 'older')).toBeNull();
    expect((await store.find('p', { offset: 0, limit: 50 })).items).toEqual(MODELS);
  });

  it('counts all and shows a stretch', async () => {
    expect(await idsOf('p', 0, 3)).toEqual([['upper', 'full', 'older'], 4]);
    expect(await idsOf('p', 3, 3)).toEqual([['oldest'], 4]);
    expect(await idsOf('p', 7, 3)).toEqual([[], 4]);
    expect(await idsOf('none', 0, 3)).toEqual([[], 0]);
  });

  it('inserts nothing of a name and a start that another model of the project has', async () => {
    const again = aModel('again', 1, { modelName: 'a', startDate: SINCE('2026-01-01') });
    expect(await store.put(again, ROOM)).toBe('taken');
    expect(await store.put(aModel('again', 1, { modelName: 'a' }), ROOM)).toBe('taken');
    expect(await store.get('p', 'again')).toBeNull();
  });

  it('lets no two insertions pass the limit or take a name together', async () => {
    const both = (names: string[], models: number): Promise<string[]> =>
      Promise.all(
        names.map(async (modelName, at) => {
          const model = aModel(`${at} of ${names.join()}`, at, { projectId: 'r', modelName });
          const kept = await store.put(model, { ...ROOM, models });
          return typeof kept === 'string' ? kept : 'done';
        }),
      );
    expect((await both(['same', 'same'], 2)).sort()).toEqual(['done', 'taken']);
    expect((await both(['one', 'two'], 2)).sort()).toEqual(['done', 'full']);
    expect((await store.find('r', { offset: 0, limit: 9 })).totalItems).toBe(2);
  });

  it('lets the patterns of a project together be as large as they may be, and no larger', async () => {
    const [, costly] = MODELS;
    if (costly === undefined) throw new Error('unreachable');
    const ofOther = { ...costly.price, projectId: 'w' };
    const first = { ...costly, price: ofOther };
    const second = { ...costly, price: { ...ofOther, id: 'second', modelName: 'second', product: 'second' } };
    const patternSize = 2 * sizeOf(patternsOf(costly.price));
    expect(await store.put(first, { ...ROOM, patternSize })).toEqual(first);
    expect(await store.put(second, { ...ROOM, patternSize: patternSize - 1 })).toBe('costly');
    expect(await store.put(second, { ...ROOM, patternSize })).toEqual(second);
  });

  it('replaces what has its id, whole and within its room, and keeps when that was created', async () => {
    const full = { models: 1, patternSize: sizeOf(['^x$']) };
    const first = aModel('x', 1, { projectId: 't', tokenizerId: 'openai', tokenizerConfig: { a: 1 } });
    const second = aModel('x', 9 * 24 * 60, { projectId: 't', startDate: SINCE('2026-03-01') });
    await store.put(first, full);
    const kept = { ...second, createdAt: first.createdAt };
    expect(await store.put(second, full)).toEqual(kept);
    expect((await store.find('t', { offset: 0, limit: 9 })).items).toEqual([kept]);
    expect(await store.put(aModel('y', 1, { projectId: 't' }), full)).toBe('full');
    const costly = { ...second, price: { ...second.price, matchPattern: 'x{9}' } };
    expect(await store.put(costly, full)).toBe('costly');
    await store.put(aModel('y', 1, { projectId: 't' }), ROOM);
    const taken = aModel('y', 2, { projectId: 't', modelName: 'x', startDate: SINCE('2026-03-01') });
    expect(await store.put(taken, ROOM)).toBe('taken');
    expect(await store.get('t', 'x')).toEqual(kept);
  });

  it('deletes what there is, of its own project alone', async () => {
    const gone = aModel('gone', 1, { projectId: 's' });
    await store.put(gone, ROOM);
    expect(await store.delete('p', 'gone')).toBe(false);
    expect(await store.get('s', 'gone')).toEqual(gone);
    expect(await store.delete('s', 'gone')).toBe(true);
    expect(await store.get('s', 'gone')).toBeNull();
    expect(await store.delete('s', 'gone')).toBe(false);
  });
}
