import { JsonText } from '../../src/common/json/json-text.js';
import { PriceList } from '../../src/common/pricing/match-model.js';
import type { ModelPrice } from '../../src/common/pricing/model-price.js';
import type { PriceTerms } from '../../src/common/pricing/price-sheet.js';
import { chargeUsage } from '../../src/common/pricing/price-usage.js';
import type { Timestamp } from '../../src/common/time/timestamp.js';
import type { ModelDefinition } from '../../src/models/domain/model-definition.js';
import type { BillReader } from '../../src/traces/domain/costs/bill.reader.js';
import type { ObservationBill } from '../../src/traces/domain/costs/observation-bill.js';
import { anObservationBill } from '../factories/observation-bill.factory.js';
import { aModel, aTier } from '../factories/model.factory.js';
import type { StoredBill } from '../fakes/in-memory-bill.reader.js';

/** What a reader is to find. */
export interface BilledHistory {
  readonly bills: readonly StoredBill[];
  /** By which the bills were priced. */
  readonly soldBy: PriceList;
  /** Those of now. */
  readonly models: readonly ModelDefinition[];
}

export type BillsForReading = (history: BilledHistory) => Promise<BillReader>;

const projectId = 'p';
const AT = '2026-01-31T08:00:00.000000Z' as Timestamp;

/** Of all that its tokens cost, and of a tier for those who can wait. */
const THEN = priced('then', {
  tokenizerId: 'openai',
  tiers: [
    aTier({
      prices: new Map([
        ['input', '0.0000025'],
        ['output', '0.00001'],
      ]),
    }),
    aTier({
      id: 'batch',
      name: 'Batch',
      isDefault: false,
      priority: 1,
      conditions: [{ source: 'model_parameters', key: 'service_tier', values: ['batch'] }],
      prices: new Map([['input', '0.000000000001']]),
    }),
  ],
});

function priced(id: string, others: Partial<ModelPrice> = {}): ModelPrice {
  return aModel(id, 0, { modelName: 'mine', matchPattern: '^mine$', ...others }).price;
}

function json(value: unknown): JsonText {
  return new JsonText(JSON.stringify(value));
}

function termsOf(usage: object, modelParameters: object | null = null): PriceTerms | null {
  const subject = { usage: new Map(Object.entries(usage)), modelParameters, metadata: null };
  const charge = chargeUsage(THEN, subject);
  return charge && (JSON.parse(charge.sheet.json) as PriceTerms);
}

/** An observation of which nothing is known but what must be. */
function aBill(id: string, known: Partial<ObservationBill> = {}, ofProject = projectId): StoredBill {
  return { projectId: ofProject, bill: anObservationBill({ id, startTime: AT, ...known }) };
}

const USAGE = { input: 1200, output: 300, input_audio: 7 };
/** What the server has counted, where it counts. */
export const ESTIMATED = { input: 14, output: 7, total: 21 };
const BATCH = { service_tier: 'batch', seed: 3 };
const TOO_LARGE = { ['x'.repeat(17_000)]: 1 };

const BILLS: readonly StoredBill[] = [
  aBill('priced', { model: 'mine', usage: json(USAGE), terms: termsOf(USAGE), hasText: true }),
  aBill('batch', {
    model: 'mine',
    usage: json({ input: 1 }),
    terms: termsOf({ input: 1 }, BATCH),
    modelParameters: json(BATCH),
    usageSent: json({ prompt_tokens: 1, service_tier: 'batch' }),
    metadata: json({ a: { b: [1, null] } }),
  }),
  aBill('estimated', {
    model: 'mine',
    usage: json(ESTIMATED),
    isUsageEstimated: true,
    terms: termsOf(ESTIMATED),
    hasText: true,
  }),
  aBill('sent', {
    model: 'mine',
    usage: json({ input: 1 }),
    costDetails: json({ search: 0.5 }),
    sentInputCost: '0.1',
    sentOutputCost: '0.0000002',
    sentTotalCost: '7',
  }),
  aBill('unknown', { model: 'nobody-has-it', usage: json({ input: 1 }) }),
  aBill('large', { model: 'mine', usage: json(TOO_LARGE) }),
  aBill('failed', { model: 'mine', level: 'ERROR', hasText: true }),
  aBill('bare'),
  aBill('twice', { traceId: 'a', model: 'elder', startTime: '2026-01-31T07:59:59.999999Z' as Timestamp }),
  aBill('twice', { traceId: 'b', model: 'latest', usage: json({ output: 3 }) }),
  aBill('twice', { traceId: 'B', model: 'same time' }),
  aBill('foreign', { model: 'secret' }, 'q'),
  aBill('priced', { model: 'mine', startTime: '2026-02-01T08:00:00.000000Z' as Timestamp }, 'q'),
];

const MODELS: readonly ModelDefinition[] = [
  aModel('elder', 1, { matchPattern: '^(mine|gpt-4o)$' }),
  aModel('younger', 2, { matchPattern: '^mine$' }),
  aModel('theirs', 3, { projectId: 'q', matchPattern: '^(mine|nobody-has-it)$' }),
];

/** What every BillReader keeps to. */
export function billReaderContract(open: BillsForReading): void {
  let reader: BillReader;

  beforeAll(async () => {
    reader = await open({ bills: BILLS, soldBy: PriceList.of([THEN]), models: MODELS });
  });

  async function get(ids: readonly string[], ofProject = projectId): Promise<unknown> {
    return plain(await reader.get(ofProject, ids));
  }

  function stored(id: string, ofProject = projectId, traceId?: string): unknown {
    const found = BILLS.find(
      ({ projectId: of, bill }) =>
        of === ofProject && bill.id === id && (traceId === undefined || bill.traceId === traceId),
    );
    if (found === undefined) throw new Error(`There is no bill of ${id}`);
    return plain(found.bill);
  }

  it.each(['priced', 'batch', 'estimated', 'sent', 'unknown', 'large', 'failed', 'bare'])(
    'knows all that the cost of an observation follows from: %s',
    async (id) => {
      expect(await get([id])).toEqual(stored(id));
    },
  );

  it('has the first of the ids that one has, and of several observations the latest', async () => {
    expect(await get(['nothing', 'bare', 'priced'])).toEqual(stored('bare'));
    expect(await get(['twice'])).toEqual(stored('twice', projectId, 'b'));
    expect(await get(['nothing'])).toBeNull();
    expect(await get([])).toBeNull();
  });

  it('knows nothing of another project, also where the id is the same', async () => {
    expect(await get(['foreign'])).toBeNull();
    expect(await get(['foreign', 'bare'])).toEqual(stored('bare'));
    expect(await get(['priced'], 'q')).toEqual(stored('priced', 'q'));
    expect(await get(['batch'], 'q')).toBeNull();
  });

  it('has the prices that the project sees, and not by what others have sold', async () => {
    const priceOf = async (ofProject: string, model: string): Promise<string | null> => {
      const price = (await reader.prices(ofProject)).find(model, AT);
      return price?.projectId === null ? 'built in' : (price?.id ?? null);
    };
    expect(await priceOf(projectId, 'mine')).toBe('younger');
    expect(await priceOf(projectId, 'gpt-4o')).toBe('elder');
    expect(await priceOf(projectId, 'nobody-has-it')).toBeNull();
    expect(await priceOf('q', 'mine')).toBe('theirs');
    expect(await priceOf('none', 'gpt-4o')).toBe('built in');
    expect(await priceOf('none', 'mine')).toBeNull();
  });
}

/** JSON in any spelling. */
function plain(bill: ObservationBill | null): unknown {
  if (bill === null) return null;
  return Object.fromEntries(
    Object.entries(bill).map(([name, value]) => [
      name,
      value instanceof JsonText ? (JSON.parse(value.text) as unknown) : (value as unknown),
    ]),
  );
}
