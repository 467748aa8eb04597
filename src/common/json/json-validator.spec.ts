import { InvalidFieldError } from './invalid-field.error.js';
import type { JsonSchema } from './json-schema.js';
import { compileValidator } from './json-validator.js';

const DECIMAL = { minimum: 0, maximum: 9, decimals: 2 };

function messageOf(schema: JsonSchema, value: unknown): string {
  try {
    compileValidator(schema)(value);
  } catch (error) {
    if (error instanceof InvalidFieldError) return error.message;
    throw error;
  }
  return 'valid';
}

function member(schema: JsonSchema): JsonSchema {
  return { type: 'object', properties: { a: schema } };
}

describe(compileValidator, () => {
  it('passes on what keeps the rules, as it is', () => {
    const value = { a: 1, b: 'unknown' };
    expect(compileValidator(member({ type: 'number' }))(value)).toBe(value);
  });

  it.each<[JsonSchema, unknown, string]>([
    [{ type: 'string' }, 1, 'a must be a string'],
    [{ type: ['string', 'null'] }, 1, 'a must be a string or null'],
    [{ type: ['integer', 'null'] }, 1.5, 'a must be a whole number or null'],
    [{ type: 'number' }, '1', 'a must be a finite number'],
    [{ type: 'number' }, Infinity, 'a must be a finite number'],
    [{ type: 'integer' }, -Infinity, 'a must be a whole number'],
    [{ type: 'boolean' }, 'true', 'a must be true or false'],
    [{ type: 'array' }, {}, 'a must be an array'],
    [{ type: 'object' }, [], 'a must be an object'],
    [{ minLength: 1 }, '', 'a must not be empty'],
    [{ minLength: 2 }, 'x', 'a must have at least 2 characters'],
    [{ maxLength: 2 }, 'xyz', 'a must have at most 2 characters'],
    [{ minProperties: 1 }, {}, 'a must say something'],
    [{ maxProperties: 1 }, { x: 1, y: 1 }, 'a must have at most 1 members'],
    [{ minimum: 0 }, -1, 'a must be at least 0'],
    [{ maximum: 5 }, 6, 'a must be at most 5'],
    [{ 'x-decimal': DECIMAL }, '-0.1', 'a must be at least 0'],
    [{ 'x-decimal': DECIMAL }, '"1"', 'a must be a finite number'],
    [{ 'x-decimal': { ...DECIMAL, orNull: true } }, 'null', 'valid'],
    [{ enum: ['x', null] }, 'y', 'a must be one of x, null'],
    [{ pattern: '^[^\\n]*$' }, '\n', 'a must not hold control characters'],
    [{ required: ['b'] }, {}, 'a.b is required'],
    [{ items: { type: 'string' } }, ['x', 1], 'a[1] must be a string'],
    [
      { propertyNames: { maxLength: 2 } },
      { 'l l': 1 },
      'a["l l"] has a name that must have at most 2 characters',
    ],
    [{ additionalProperties: { type: 'string' } }, { 'x/y~z': 1 }, 'a["x/y~z"] must be a string'],
    [{ additionalProperties: { type: 'string' } }, { '0': 1 }, 'a["0"] must be a string'],
  ])('says of %j that %j breaks the rule', (schema, value, message) => {
    expect(messageOf(member(schema), { a: value })).toBe(message);
  });

  it('speaks of the body where it is the body', () => {
    expect(messageOf({ type: 'object' }, null)).toBe('The body must be an object');
  });

  it('counts characters, not their halves', () => {
    expect(messageOf(member({ maxLength: 2 }), { a: '😀😀' })).toBe('valid');
  });

  it('lets any JSON be where it is kept as text', () => {
    expect(messageOf(member({ 'x-json-text': 'exact' }), { a: '[1]' })).toBe('valid');
  });
});
