import { Clock } from '../../src/common/clock.js';
import { UnavailableError } from '../../src/common/domain-error.js';
import { createLog } from '../../src/common/logging/create-log.js';
import { PriceChanges } from '../../src/common/pricing/price-changes.js';
import { TypeOrmPriceLists } from '../../src/ingest/persistence/typeorm-price-lists.js';
import { MODEL_ROOM } from '../../src/models/domain/model-room.js';
import { TypeOrmModelStore } from '../../src/models/persistence/typeorm-model.store.js';
import { aModel } from '../factories/model.factory.js';
import { InMemoryModelStore } from '../fakes/in-memory-model.store.js';
import { InMemoryPriceLists } from '../fakes/in-memory-price-lists.js';
import { connectTestDatabase, type ConnectedDatabase } from '../support/data-sources.js';
import { BUILT_IN, priceListsContract, priceOf } from './price-lists.contract.js';

const LOG = createLog('silent', false);
/** Longer than another process's change may go unseen. */
const A_WHILE_MS = 10_000;

class SettableClock extends Clock {
  time = Date.UTC(2026, 0, 31);

  now(): number {
    return this.time;
  }
}

describe(InMemoryPriceLists, () => {
  priceListsContract(() => {
    const models = new InMemoryModelStore();
    return { lists: new InMemoryPriceLists(models), models, changes: new PriceChanges() };
  });
});

describe(TypeOrmPriceLists, () => {
  let database: ConnectedDatabase;
  let models: TypeOrmModelStore;
  let clock: SettableClock;

  beforeAll(async () => {
    database = await connectTestDatabase();
    models = new TypeOrmModelStore(database.read, database.write);
    clock = new SettableClock();
  });

  afterAll(() => database.close());

  function newLists(changes = new PriceChanges()): TypeOrmPriceLists {
    return new TypeOrmPriceLists(database.write, changes, clock, LOG);
  }

  priceListsContract(() => {
    const changes = new PriceChanges();
    return { lists: newLists(changes), models, changes };
  });

  it('learns within seconds what another process has changed, and keeps the list until then', async () => {
    const lists = newLists();
    const before = await lists.listFor('r');
    await models.put(aModel('elsewhere', 1, { projectId: 'r' }), MODEL_ROOM);
    expect(await lists.listFor('r')).toBe(before);
    clock.time += A_WHILE_MS;
    expect(await priceOf(lists, 'r', 'elsewhere')).toBe('elsewhere');

    const after = await lists.listFor('r');
    clock.time += A_WHILE_MS;
    expect(await lists.listFor('r')).toBe(after);
    await models.delete('r', 'elsewhere');
    await models.put(aModel('elsewhere-too', 1, { projectId: 'r' }), MODEL_ROOM);
    clock.time -= 2 * A_WHILE_MS;
    expect(await priceOf(lists, 'r', 'elsewhere')).toBeNull();
    expect(await priceOf(lists, 'r', 'elsewhere-too')).toBe('elsewhere-too');
  });

  it('asks once for all that ask at the same time', async () => {
    const transaction = jest.spyOn(database.write, 'transaction');
    const lists = newLists();
    const [first, ...others] = await Promise.all(Array.from({ length: 20 }, () => lists.listFor('s')));
    expect(transaction).toHaveBeenCalledTimes(1);
    expect(new Set([first, ...others]).size).toBe(1);
    transaction.mockRestore();
  });

  it('keeps nothing of a question that a change has overtaken', async () => {
    const changes = new PriceChanges();
    const lists = newLists(changes);
    const early = lists.listFor('t');
    await models.put(aModel('late', 1, { projectId: 't' }), MODEL_ROOM);
    changes.tell('t');
    await early;
    expect(await priceOf(lists, 't', 'late')).toBe('late');
  });

  it('has the last list that it knows while the database is away, and none that it does not know', async () => {
    const lists = newLists();
    const known = await lists.listFor('u');
    const outage = jest.spyOn(database.write, 'transaction').mockRejectedValue(new UnavailableError('away'));
    clock.time += A_WHILE_MS;
    expect(await lists.listFor('u')).toBe(known);
    await expect(lists.listFor('v')).rejects.toThrow(UnavailableError);
    outage.mockRestore();
    expect(await priceOf(lists, 'v', BUILT_IN)).toBe('built in');
    await models.put(aModel('back', 1, { projectId: 'u' }), MODEL_ROOM);
    clock.time += A_WHILE_MS;
    expect(await priceOf(lists, 'u', 'back')).toBe('back');
  });
});
