import { SystemClock } from '../../src/common/clock.js';
import { PriceList } from '../../src/common/pricing/match-model.js';
import type { Timestamp } from '../../src/common/time/timestamp.js';
import type { ObservationPatch } from '../../src/ingest/domain/patch.js';
import { stampOf } from '../../src/ingest/domain/stamp.js';
import type { ObservationFields } from '../../src/ingest/domain/telemetry-fields.js';
import { TypeOrmTelemetryWriter } from '../../src/ingest/persistence/typeorm-telemetry.writer.js';
import { MODEL_ROOM } from '../../src/models/domain/model-room.js';
import { TypeOrmModelStore } from '../../src/models/persistence/typeorm-model.store.js';
import { TypeOrmBillReader } from '../../src/traces/persistence/costs/typeorm-bill.reader.js';
import { aModelPrice, aPricingTier } from '../factories/price-list.factory.js';
import { FixedPriceLists } from '../fakes/fixed-price-lists.js';
import { FixedTokenCounter } from '../fakes/fixed-token-counter.js';
import { InMemoryBillReader, type StoredBill } from '../fakes/in-memory-bill.reader.js';
import { connectTestDatabase, type ConnectedDatabase } from '../support/data-sources.js';
import { billReaderContract, ESTIMATED } from './bill-reader.contract.js';

const AT = '2026-01-31T08:00:00.000000Z' as Timestamp;
const MODEL = { ...aModelPrice('mine', [aPricingTier({ input: '1' })]), tokenizerId: 'openai' };

describe(InMemoryBillReader, () => {
  billReaderContract(({ bills, models }) => Promise.resolve(new InMemoryBillReader(bills, models)));
});

describe(TypeOrmBillReader, () => {
  let database: ConnectedDatabase;

  beforeAll(async () => {
    database = await connectTestDatabase();
  });

  afterAll(() => database.close());

  billReaderContract(async ({ bills, soldBy, models }) => {
    const counter = new FixedTokenCounter(JSON.stringify(ESTIMATED));
    const prices = new FixedPriceLists(soldBy);
    const writer = new TypeOrmTelemetryWriter(database.write, new SystemClock(), prices, counter);
    await writer.write(bills.map(patchOf));
    const store = new TypeOrmModelStore(database.read, database.write);
    for (const model of models) expect(await store.put(model, MODEL_ROOM)).toEqual(model);
    return new TypeOrmBillReader(database.read);
  });

  it('puts prices together again only where a model has changed', async () => {
    const reader = new TypeOrmBillReader(database.read);
    const store = new TypeOrmModelStore(database.read, database.write);
    const put = (price: string): Promise<unknown> => {
      const model = { ...aModelPrice('m', [aPricingTier({ input: price })]), projectId: 'again' };
      return store.put({ price: model, createdAt: AT }, MODEL_ROOM);
    };
    const inputPrice = async (): Promise<unknown> =>
      (await reader.prices('again')).find('m', AT)?.tiers[0]?.prices.get('input');
    await put('1');
    expect(await inputPrice()).toBe('1');
    expect(await reader.prices('again')).toBe(await reader.prices('again'));
    await put('2');
    expect(await inputPrice()).toBe('2');
  });

  it('has the counts by which it was priced, whatever else was sent as usage', async () => {
    const counter = new FixedTokenCounter(JSON.stringify(ESTIMATED));
    const prices = new FixedPriceLists(PriceList.of([MODEL]));
    const writer = new TypeOrmTelemetryWriter(database.write, new SystemClock(), prices, counter);
    const usage = (id: string, fields: Partial<ObservationFields>): ObservationPatch => ({
      ...{ kind: 'observation', projectId: 'r', traceId: 't', id },
      state: {
        fields: { type: 'GENERATION', startTime: AT, model: 'mine', ...fields },
        stamp: stampOf(1, 'create'),
        exceptions: null,
      },
    });
    await writer.write([
      usage('counts', { promptTokens: 5, totalTokens: 9, usageDetails: '{}' }),
      usage('parts', { promptTokens: 5, completionTokens: 2 }),
      usage('beyond', { input: '"text"', usageDetails: `{"${'x'.repeat(17_000)}":1}` }),
    ]);
    const reader = new TypeOrmBillReader(database.read);
    const [counts, beyond] = await Promise.all(['counts', 'beyond'].map((id) => reader.get('r', [id])));
    expect(JSON.parse(counts?.usage?.text ?? '')).toEqual({ input: 5, total: 9 });
    expect(counts?.isUsageEstimated).toBe(false);
    const parts = await reader.get('r', ['parts']);
    expect(JSON.parse(parts?.usage?.text ?? '')).toEqual({ input: 5, output: 2, total: 7 });
    expect(JSON.parse(beyond?.usage?.text ?? '')).toEqual(ESTIMATED);
    expect([beyond?.isUsageEstimated, beyond?.terms?.prices]).toEqual([true, { input: '1' }]);
  });
});

/** What a client has sent of it. */
function patchOf({ projectId, bill }: StoredBill): ObservationPatch {
  const { traceId, id, model, level, startTime, usage, isUsageEstimated, hasText } = bill;
  return {
    kind: 'observation',
    projectId,
    traceId,
    id,
    state: {
      fields: {
        type: 'GENERATION',
        model,
        level,
        startTime,
        usageDetails: isUsageEstimated ? null : (usage?.text ?? null),
        usageSent: bill.usageSent?.text ?? null,
        output: hasText ? '"text"' : null,
        costDetails: bill.costDetails?.text ?? null,
        calculatedInputCost: numberOf(bill.sentInputCost),
        calculatedOutputCost: numberOf(bill.sentOutputCost),
        calculatedTotalCost: numberOf(bill.sentTotalCost),
        modelParameters: bill.modelParameters?.text ?? null,
        metadata: bill.metadata?.text ?? null,
      },
      stamp: stampOf(1, 'create'),
      exceptions: null,
    },
  };
}

function numberOf(cost: string | null): number | null {
  return cost === null ? null : Number(cost);
}
