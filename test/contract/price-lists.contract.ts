import type { PriceChanges } from '../../src/common/pricing/price-changes.js';
import { parseTimestamp, type Timestamp } from '../../src/common/time/timestamp.js';
import type { PriceLists } from '../../src/ingest/domain/price-lists.js';
import type { ModelDefinition } from '../../src/models/domain/model-definition.js';
import { MODEL_ROOM } from '../../src/models/domain/model-room.js';
import type { ModelStore } from '../../src/models/domain/model.store.js';
import { aModel } from '../factories/model.factory.js';

export interface PriceBed {
  readonly lists: PriceLists;
  readonly models: ModelStore;
  readonly changes: PriceChanges;
}

/** Of a model that is built in. */
export const BUILT_IN = 'gpt-4o';
const AT = parseTimestamp('2026-06-01') as Timestamp;

/** The id of the price that the project sees; `built in`, or null where it sees none. */
export async function priceOf(lists: PriceLists, projectId: string, model: string): Promise<string | null> {
  const price = (await lists.listFor(projectId)).find(model, AT);
  return price?.projectId === null ? 'built in' : (price?.id ?? null);
}

/** What every PriceLists keeps. */
export function priceListsContract(newBed: () => PriceBed): void {
  let bed: PriceBed;

  beforeAll(() => {
    bed = newBed();
  });

  async function define(model: ModelDefinition): Promise<void> {
    expect(await bed.models.put(model, MODEL_ROOM)).toEqual(model);
    bed.changes.tell(model.price.projectId ?? '');
  }

  it('has what is built in, and nothing else, for a project without prices of its own', async () => {
    expect(await priceOf(bed.lists, 'none', BUILT_IN)).toBe('built in');
    expect(await priceOf(bed.lists, 'none', 'no-such-model')).toBeNull();
  });

  it('has what the project has defined, once it is told, and before what is built in', async () => {
    const matchPattern = '^(gpt-4o|mine)$';
    expect(await priceOf(bed.lists, 'p', 'mine')).toBeNull();
    await define(aModel('own', 1, { matchPattern }));
    expect(await priceOf(bed.lists, 'p', 'mine')).toBe('own');
    expect(await priceOf(bed.lists, 'p', BUILT_IN)).toBe('own');
    expect(await priceOf(bed.lists, 'q', BUILT_IN)).toBe('built in');
    expect(await priceOf(bed.lists, 'q', 'mine')).toBeNull();

    await bed.models.delete('p', 'own');
    bed.changes.tell('p');
    expect(await priceOf(bed.lists, 'p', BUILT_IN)).toBe('built in');
  });

  it('gives a list that stays as it is', async () => {
    await define(aModel('lasting', 1));
    const list = await bed.lists.listFor('p');
    await bed.models.delete('p', 'lasting');
    bed.changes.tell('p');
    expect(list.find('lasting', AT)).toMatchObject({ id: 'lasting' });
    expect(await priceOf(bed.lists, 'p', 'lasting')).toBeNull();
  });

  it('puts the younger of two with the same start first', async () => {
    await define(aModel('younger', 5, { matchPattern: '^twice$' }));
    await define(aModel('elder', 4, { matchPattern: '^twice$' }));
    expect(await priceOf(bed.lists, 'p', 'twice')).toBe('younger');
  });
}
