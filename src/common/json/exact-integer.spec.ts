import * as fc from 'fast-check';
import { exactInteger } from './exact-integer.js';
import { writeJson } from './json-text.js';

describe(exactInteger, () => {
  it('is written with all its digits', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }), (value) => {
        expect(writeJson({ value: exactInteger(value) })).toBe(`{"value":${value}}`);
      }),
    );
    expect(writeJson(exactInteger(2n ** 53n + 1n))).toBe('9007199254740993');
  });

  it('is a number where a number is exact', () => {
    expect(exactInteger(BigInt(Number.MAX_SAFE_INTEGER))).toBe(Number.MAX_SAFE_INTEGER);
    expect(exactInteger(0n)).toBe(0);
  });
});
