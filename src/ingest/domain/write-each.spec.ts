import { UnavailableError } from '../../common/domain-error.js';
import { RejectedDataError, type Blame } from './rejected-data.error.js';
import { writeEach } from './write-each.js';

interface Item {
  readonly id: string;
  readonly entity: string;
}

/** An entity holds as many items as it has room for; a write that would go beyond is refused whole. */
class Rooms {
  readonly stored: string[] = [];
  readonly refused = new Map<string, string>();
  writes = 0;

  constructor(
    private readonly rooms: Readonly<Record<string, number>>,
    private readonly says: 'whom' | 'nothing',
  ) {}

  async writeEach(items: readonly Item[], maxTries = Infinity): Promise<void> {
    await writeEach(items, {
      write: (part) => this.write(part),
      partsOf: (item) => [item],
      refuse: (item, error) => this.refused.set(item.id, (error as Error).message),
      maxTries,
    });
  }

  private readonly taken: Record<string, number> = {};

  private write(items: readonly Item[]): Promise<void> {
    this.writes++;
    const isFull = (entity: string): boolean =>
      (this.taken[entity] ?? 0) + items.filter((item) => item.entity === entity).length >
      (this.rooms[entity] ?? Infinity);
    const blamed = new Map<Item, Blame>();
    for (const item of items)
      if (isFull(item.entity)) blamed.set(item, { entity: item.entity, message: `${item.entity} is full` });
    if (blamed.size > 0)
      return Promise.reject(new RejectedDataError('full', this.says === 'whom' ? { blamed } : {}));
    for (const { id, entity } of items) {
      this.stored.push(id);
      this.taken[entity] = (this.taken[entity] ?? 0) + 1;
    }
    return Promise.resolve();
  }
}

function itemsOf(entities: readonly string[]): Item[] {
  return entities.map((entity, index) => ({ id: `${entity}${index}`, entity }));
}

describe(writeEach, () => {
  it('tries nothing again of what is alone at fault, however much it is, and stores the rest', async () => {
    const full = Array.from({ length: 200 }, (_, index) => `full-${index}`);
    const rooms = new Rooms(Object.fromEntries(full.map((entity) => [entity, 0])), 'whom');
    await rooms.writeEach(itemsOf([...full, 'a', 'b']), 0);
    expect(rooms.stored).toEqual(['a200', 'b201']);
    expect(rooms.refused.size).toBe(200);
    expect(rooms.refused.get('full-7777')).toBe('full-77 is full');
    expect(rooms.writes).toBe(2);
  });

  it.each(['whom', 'nothing'] as const)(
    'finds what an entity has room for where the store says %s is at fault',
    async (says) => {
      const rooms = new Rooms({ f: 3, g: 0 }, says);
      await rooms.writeEach(itemsOf(['a', 'f', 'f', 'f', 'b', 'f', 'f', 'g', 'c']));
      expect(rooms.stored.filter((id) => !id.startsWith('f')).sort()).toEqual(['a0', 'b4', 'c8']);
      expect(rooms.stored.filter((id) => id.startsWith('f'))).toHaveLength(3);
      expect(rooms.refused.size).toBe(3);
    },
  );

  it('ends the search after so many tries, all units together, and says so of what was not tried', async () => {
    const rooms = new Rooms({ f: 0 }, 'whom');
    await rooms.writeEach(itemsOf([...Array.from({ length: 5000 }, () => 'f'), 'a']), 20);
    expect(rooms.stored).toEqual(['a5000']);
    expect(rooms.refused.size).toBe(5000);
    expect(rooms.refused.get('f4999')).toMatch(/^full\. .*: send fewer at once$/);
    // Each of the ten units once, the innocent one of the last, and the tries.
    expect(rooms.writes).toBeLessThanOrEqual(11 + 1 + 20);
  });

  it('refuses all of a unit alike where the store is away', async () => {
    const refused: unknown[] = [];
    const away = new UnavailableError('away', 1);
    await writeEach([1, 2], {
      write: () => Promise.reject(away),
      partsOf: () => [1],
      refuse: (_, error) => refused.push(error),
      maxTries: 5,
    });
    expect(refused).toEqual([away, away]);
  });
});
