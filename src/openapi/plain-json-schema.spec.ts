import { plainJsonSchema } from './plain-json-schema.js';

const ANY = ['object', 'string', 'number', 'boolean', 'null', 'array'].map((type) => ({ type }));

describe('plainJsonSchema', () => {
  it('lists an example among examples, even one that is false or null', () => {
    expect(plainJsonSchema({ type: 'boolean', example: false })).toEqual({
      type: 'boolean',
      examples: [false],
    });
    expect(plainJsonSchema({ type: 'null', example: null })).toEqual({ type: 'null', examples: [null] });
  });

  it('does not tell how the server keeps a value', () => {
    expect(plainJsonSchema({ 'x-json-text': 'exact', description: 'Any.' })).toEqual({ description: 'Any.' });
  });

  it('describes a number whose text the server keeps as a number', () => {
    const rule = { minimum: 0, maximum: 9, decimals: 2 };
    expect(plainJsonSchema({ 'x-decimal': rule, description: 'USD.' })).toEqual({
      type: 'number',
      minimum: 0,
      maximum: 9,
      description: 'USD.',
    });
    expect(plainJsonSchema({ 'x-decimal': { ...rule, orNull: true } })).toMatchObject({
      type: ['number', 'null'],
    });
  });

  it('leaves a value open that may be of any kind', () => {
    expect(plainJsonSchema({ description: 'Any.', anyOf: ANY })).toEqual({ description: 'Any.' });
  });

  it('keeps a choice among some kinds', () => {
    const schema = { anyOf: ANY.slice(0, 5) };
    expect(plainJsonSchema(schema)).toEqual(schema);
  });

  it('takes the members of an object from a text, and leaves them to an object', () => {
    const additionalProperties = { type: 'string' };
    expect(plainJsonSchema({ type: 'string', additionalProperties })).toEqual({ type: 'string' });
    expect(plainJsonSchema({ type: 'object', additionalProperties })).toEqual({
      type: 'object',
      additionalProperties,
    });
  });
});
