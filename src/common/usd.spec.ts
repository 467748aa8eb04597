import { Big } from 'big.js';
import * as fc from 'fast-check';
import { isMoreThan, minusUsd, NO_USD, plusUsd, timesUsd, usdOf, usdText, type Usd } from './usd.js';

const decimals = fc.oneof(
  fc.integer({ min: 0, max: 10 ** 9 }).map((digits) => new Big(digits).div(10 ** 6).toFixed()),
  fc.integer({ min: 0, max: 10 ** 9 }).map((digits) => new Big(`${digits}e-12`).toFixed()),
  fc.integer({ min: 0, max: 10 ** 9 }).map((digits) => new Big(`${digits}e-20`).toFixed()),
  fc.integer({ min: 0, max: 10 ** 9 }).map((digits) => new Big(`${digits}e9`).toFixed()),
  fc.double({ min: 0, max: 1e12, noNaN: true }).map((number) => new Big(number).toFixed()),
);

function decimal(usd: Usd): Big {
  return new Big(usdText(usd));
}

describe('an amount of USD', () => {
  it('is the decimal that was written, and is written without an exponent', () => {
    fc.assert(fc.property(decimals, (text) => expect(usdText(usdOf(text))).toBe(new Big(text).toFixed())));
    expect([usdOf(0.1), usdOf(1e-7), usdOf(2.5e-6)].map(usdText)).toEqual(['0.1', '0.0000001', '0.0000025']);
    expect(usdText(NO_USD)).toBe('0');
  });

  it('is added, taken away and multiplied as decimals are', () => {
    fc.assert(
      fc.property(decimals, decimals, fc.nat(10 ** 10), (a, b, count) => {
        expect(decimal(plusUsd(usdOf(a), usdOf(b)))).toEqual(new Big(a).plus(b));
        expect(decimal(minusUsd(usdOf(a), usdOf(b))).eq(new Big(a).minus(b))).toBe(true);
        expect(decimal(timesUsd(usdOf(a), count)).eq(new Big(a).times(count))).toBe(true);
      }),
    );
  });

  it('is the same value however it came about', () => {
    fc.assert(
      fc.property(decimals, decimals, (a, b) => {
        expect(minusUsd(plusUsd(usdOf(a), usdOf(b)), usdOf(b))).toEqual(usdOf(a));
        expect(minusUsd(usdOf(a), usdOf(a))).toBe(NO_USD);
      }),
    );
  });

  it('is compared with whole USD', () => {
    expect(isMoreThan(usdOf('1000'), 1000)).toBe(false);
    expect(isMoreThan(usdOf('1000.000000000000000001'), 1000)).toBe(true);
    expect(isMoreThan(usdOf('2.5'), 2)).toBe(true);
  });
});
