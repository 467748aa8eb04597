import * as fc from 'fast-check';
import { canonicalJson } from './canonical-json.js';

const values = fc.jsonValue();

describe(canonicalJson, () => {
  it('is another text of the same value', () => {
    fc.assert(
      fc.property(values, (value) => {
        const text = JSON.stringify(value);
        expect(JSON.parse(canonicalJson(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('is its own canonical text', () => {
    fc.assert(
      fc.property(values, (value) => {
        const canonical = canonicalJson(JSON.stringify(value));
        expect(canonicalJson(canonical)).toBe(canonical);
      }),
    );
  });

  it.each([
    ['{ "b" : [ 1 , 2 ] ,\n"a" : {} }', '{"a":{},"b":[1,2]}'],
    ['{"a":1,"a":2}', '{"a":2}'],
    ['[{"b":1,"a":[]}, [ ]]', '[{"a":[],"b":1},[]]'],
    [String.raw`"\u0041\/\\\""`, String.raw`"A/\\\""`],
    ['{"__proto__":1}', '{"__proto__":1}'],
    [' true ', 'true'],
  ])('of %s is %s', (text, canonical) => {
    expect(canonicalJson(text)).toBe(canonical);
  });

  it.each([
    ['1e2', '100'],
    ['1.10', '1.10'],
    ['1.50e1', '15.0'],
    ['12e-1', '1.2'],
    ['1E-3', '0.001'],
    ['0.5e1', '5'],
    ['0.05e1', '0.5'],
    ['-1.5e+3', '-1500'],
    ['-0', '0'],
    ['-0.0', '0.0'],
    ['12345678901234567890', '12345678901234567890'],
  ])('writes the number %s as %s', (number, plain) => {
    expect(canonicalJson(number)).toBe(plain);
  });
});
