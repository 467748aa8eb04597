import { Big } from 'big.js';
import * as fc from 'fast-check';
import { binaryNumeric } from './binary-numeric.js';

/** What PostgreSQL reads: sign, digits to the base of 10,000, weight of the first. */
function valueOf(value: number | string): Big {
  const { sign, weight, digits } = binaryNumeric(value);
  const sum = digits.reduce(
    (total, digit, index) => total.plus(new Big(digit).times(new Big(10).pow(4 * (weight - index)))),
    new Big(0),
  );
  return sign === 0 ? sum : sum.neg();
}

beforeAll(() => {
  // Powers of ten below one must come out whole.
  Big.DP = 400;
});

describe(binaryNumeric, () => {
  it('has the value of any finite number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(valueOf(value).eq(new Big(value))).toBe(true);
      }),
    );
  });

  it('has the value of any decimal text, with all of its digits', () => {
    const decimals = fc
      .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 40n }), fc.integer({ min: 0, max: 30 }))
      .map(([isNegative, digits, scale]) => {
        const text = String(digits).padStart(scale + 1, '0');
        const [whole, fraction] = [text.slice(0, text.length - scale), text.slice(text.length - scale)];
        return `${isNegative ? '-' : ''}${whole}${scale > 0 ? `.${fraction}` : ''}`;
      });
    fc.assert(
      fc.property(decimals, (text) => {
        expect(valueOf(text).eq(new Big(text))).toBe(true);
      }),
    );
  });

  it.each([
    [0, { sign: 0, weight: 0, scale: 0, digits: [] }],
    [1, { sign: 0, weight: 0, scale: 0, digits: [1] }],
    ['1.10', { sign: 0, weight: 0, scale: 2, digits: [1, 1000] }],
    [-12345.678, { sign: 0x4000, weight: 1, scale: 3, digits: [1, 2345, 6780] }],
    [1e-7, { sign: 0, weight: -2, scale: 7, digits: [10] }],
    [1e21, { sign: 0, weight: 5, scale: 0, digits: [10] }],
    ['0.00', { sign: 0, weight: 0, scale: 2, digits: [] }],
  ])('writes %p as PostgreSQL does', (value, expected) => {
    expect(binaryNumeric(value)).toEqual(expected);
  });

  it.each(['', 'NaN', 'Infinity', '1,5', '.'])('refuses %p', (text) => {
    expect(() => binaryNumeric(text)).toThrow('Not a decimal');
  });
});
