import { parseTimestamp, type Timestamp } from '../time/timestamp.js';
import { Effort, EffortSpentError } from './effort.js';
import { PriceList } from './match-model.js';
import { priceUsage } from './price-usage.js';
import { aModelPrice, aPricingTier } from '../../../test/factories/price-list.factory.js';

const NOW = parseTimestamp('2026-06-01T00:00:00Z') as Timestamp;

describe(Effort, () => {
  let now: number;
  let effort: Effort;

  beforeEach(() => {
    now = 0;
    effort = new Effort(() => now);
  });

  function work(ms: number): () => number {
    return () => (now += ms);
  }

  it('lets work be done for five seconds, then for a fifth of the time', () => {
    for (let turn = 0; turn < 9; turn++) effort.spend(work(700));
    expect(() => effort.spend(work(1))).toThrow(EffortSpentError);
    expect([now, effort.spentMs, effort.refusals]).toEqual([6300, 6300, 1]);
    now += 1000;
    expect(effort.spend(work(200))).toBe(7500);
    expect(() => effort.spend(work(1))).toThrow(EffortSpentError);
    expect([effort.spentMs, effort.refusals]).toEqual([6500, 2]);
  });

  it('counts what fails, too', () => {
    const fail = (): never => {
      now += 20_000;
      throw new Error('failed');
    };
    expect(() => effort.spend(fail)).toThrow('failed');
    expect(() => effort.spend(work(1))).toThrow(EffortSpentError);
  });

  it('is not spent by what is known already, nor by what is built in', () => {
    const list = PriceList.of([aModelPrice('mine', [aPricingTier({ input: '1' })])], effort);
    const found = list.find('mine', NOW);
    expect(found?.modelName).toBe('mine');
    effort.spend(work(50_000));
    expect(list.find('mine', NOW)).toBe(found);
    expect(PriceList.of([], effort).find('gpt-4o', NOW)?.id).toBe('builtin:openai:gpt-4o');
  });

  it('leaves without a price what there is no time to look for, until there is', () => {
    const list = PriceList.of([aModelPrice('gpt-4o', [aPricingTier({ input: '1' })])], effort);
    effort.spend(work(50_000));
    expect(list.find('gpt-4o', NOW)).toBeNull();
    now += 600_000;
    expect(list.find('gpt-4o', NOW)?.projectId).toBe('p');
  });

  it('prices nothing where there is no time to find the tier', () => {
    const price = aModelPrice('tiers', [
      aPricingTier({ input: '1' }),
      aPricingTier(
        { input: '2' },
        { usageDetailPattern: '^in', operator: 'gt', value: 5, caseSensitive: true },
      ),
    ]);
    const subject = { usage: new Map([['input', 10]]), modelParameters: null, metadata: null };
    effort.spend(work(50_000));
    expect(priceUsage(price, subject, effort)).toBeNull();
    now += 600_000;
    expect(priceUsage(price, subject, effort)?.totalCost).toBe('20');
    effort.spend(work(50_000));
    expect(priceUsage(price, subject, effort)?.totalCost).toBe('20');
  });

  it('prices nothing where the tier of one observation takes long, and does not begin anew the next time', () => {
    // Each look at the clock is half a second after the one before.
    const slow = new Effort(() => (now += 500));
    const value = { operator: 'gt', value: 5, caseSensitive: true } as const;
    const price = aModelPrice('slow', [
      aPricingTier({ input: '1' }),
      aPricingTier({ input: '2' }, { usageDetailPattern: '^slow', ...value }),
    ]);
    const usage = new Map(['a', 'b', 'input'].map((bucket) => [bucket, 10]));
    const subject = { usage, modelParameters: null, metadata: null };
    expect(priceUsage(price, subject, slow)).toBeNull();
    expect(slow.refusals).toBe(1);
    expect(priceUsage(price, subject, slow)?.totalCost).toBe('10');
  });
});
