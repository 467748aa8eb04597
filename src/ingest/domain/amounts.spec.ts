import * as fc from 'fast-check';
import { timestampFromMs } from '../../common/time/timestamp.js';
import { NATIVE_BATCH_SCHEMA } from '../http/native-batch.schema.js';
import { Amounts, MAX_TOKENS } from './amounts.js';
import { figuresOf, type ObservationFigures } from './observation-figures.js';

const costs = fc.double({ min: 0, max: 1e6, noNaN: true });
const observations: fc.Arbitrary<ObservationFigures> = fc
  .record({
    level: fc.constantFrom('ERROR', 'DEFAULT'),
    promptTokens: fc.nat(),
    completionTokens: fc.nat(),
    calculatedInputCost: costs,
    calculatedOutputCost: costs,
    calculatedTotalCost: fc.option(costs),
  })
  .map((fields) => figuresOf({ ...fields, startTime: timestampFromMs(0) }));

function figures(calculatedInputCost: number, calculatedTotalCost: number | null = null): ObservationFigures {
  return figuresOf({ startTime: timestampFromMs(0), calculatedInputCost, calculatedTotalCost });
}

describe(Amounts, () => {
  it('are exactly zero again when everything is taken away that was added, in any order', () => {
    const added = fc
      .array(observations, { minLength: 1, maxLength: 8 })
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
    fc.assert(
      fc.property(added, ([all, reordered]) => {
        const amounts = new Amounts();
        for (const each of all) amounts.add(each, 1);
        expect(amounts.isZero).toBe(false);
        for (const each of reordered) amounts.add(each, -1);
        expect(amounts.isZero).toBe(true);
      }),
    );
  });

  it('add money in decimals, and write it without an exponent', () => {
    const amounts = new Amounts();
    for (const cost of [0.1, 0.2, 1e-9]) amounts.add(figures(cost), 1);
    expect(amounts.inputCost).toBe('0.300000001');
    expect(amounts.totalCost).toBe('0.300000001');
    expect(amounts.outputCost).toBe('0');
  });

  it('stay exact for the most that one transaction can bring', () => {
    const most = NATIVE_BATCH_SCHEMA.properties?.['observations']?.maxItems ?? NaN;
    const changes = 2 * most;
    expect(changes * 2 * MAX_TOKENS).toBeLessThanOrEqual(Number.MAX_SAFE_INTEGER);
    const amounts = new Amounts();
    const [promptTokens, completionTokens] = [MAX_TOKENS - 1, MAX_TOKENS];
    const each = figuresOf({ startTime: timestampFromMs(0), promptTokens, completionTokens });
    for (let count = 0; count < most; count++) amounts.add(each, 1);
    expect(BigInt(amounts.totalTokens)).toBe(BigInt(most) * BigInt(2 * MAX_TOKENS - 1));
    expect(amounts.totalTokens.toString()).toMatch(/^\d+$/);
  });

  it('take a total that was sent for the total, even where it is nothing', () => {
    const amounts = new Amounts();
    amounts.add(figures(5, 7), 1);
    amounts.add(figures(5, 0), 1);
    expect(amounts.totalCost).toBe('7');
  });
});
