import { brokenDecimalRule, plainDecimal } from './decimal-rule.js';

const PRICE = { minimum: 0, maximum: 100, decimals: 20 };

describe(brokenDecimalRule, () => {
  it.each([
    '0',
    '-0',
    '100',
    '1e2',
    '0.00000000000000000001',
    '1e-20',
    '10000e-2',
    '0.10000000000000000000000',
  ])('lets %s be', (text) => {
    expect(brokenDecimalRule(text, PRICE)).toBeNull();
  });

  it.each([
    ['-1e-20', 'must be at least 0'],
    ['100.00000000000000000001', 'must be at most 100'],
    ['1e400', 'must be at most 100'],
    ['1e-21', 'must have at most 20 decimal places'],
    ['1e401', 'must be a number of at most 400 characters, with an exponent of at most ±400'],
    ['1e-99999999999', 'must be a number of at most 400 characters, with an exponent of at most ±400'],
    [`0.${'0'.repeat(1000)}`, 'must be a number of at most 400 characters, with an exponent of at most ±400'],
    ['"1"', 'must be a finite number'],
    ['true', 'must be a finite number'],
    ['[1]', 'must be a finite number'],
    ['null', 'must be a finite number'],
  ])('does not let %s be', (text, rule) => {
    expect(brokenDecimalRule(text, PRICE)).toBe(rule);
  });

  it('lets nothing be null but what may', () => {
    expect(brokenDecimalRule('null', { ...PRICE, orNull: true })).toBeNull();
    expect(brokenDecimalRule('"1"', { ...PRICE, orNull: true })).toBe('must be a finite number or null');
  });
});

describe(plainDecimal, () => {
  it.each([
    ['3e-6', '0.000003'],
    ['0.10000000000000000001', '0.10000000000000000001'],
    ['-0', '0'],
    ['1.50', '1.5'],
    ['null', null],
  ])('writes %s as %s', (text, plain) => {
    expect(plainDecimal(text)).toBe(plain);
  });
});
