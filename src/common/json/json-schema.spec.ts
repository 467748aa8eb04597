import { readJson } from './json-reader.js';
import { shapeOf, type JsonSchema } from './json-schema.js';

const SCHEMA: JsonSchema = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    input: { 'x-json-text': 'exact' },
    metadata: { 'x-json-text': 'jsonb' },
    items: { type: 'array', items: { type: 'object', properties: { id: { type: 'string' } } } },
    labels: { type: 'object', additionalProperties: { type: 'string' } },
  },
};

function read(text: string): unknown {
  const { value } = readJson(text, shapeOf(SCHEMA), { maxDepth: 10, maxValues: 1000 });
  return JSON.parse(JSON.stringify(value));
}

describe(shapeOf, () => {
  it('builds what the schema names, and nothing else', () => {
    expect(read('{"name":"a","other":{"b":1},"items":[{"id":"x","more":1}]}')).toEqual({
      name: 'a',
      items: [{ id: 'x' }],
    });
  });

  it('builds all of an object that names some members and may have others', () => {
    const shape = shapeOf({ properties: { a: { type: 'integer' } }, additionalProperties: {} });
    const { value } = readJson('{"a":1,"b":{"c":["2"]}}', shape, { maxDepth: 10, maxValues: 10 });
    expect(value).toEqual({ a: 1, b: { c: ['2'] } });
  });

  it('keeps any JSON as its text where the schema says so', () => {
    expect(read('{"input":{"b": 1.0},"metadata":[1, 2]}')).toEqual({
      input: '{"b": 1.0}',
      metadata: '[1, 2]',
    });
    expect(() => read('{"metadata":1e1000}')).toThrow('exponent');
    expect(read('{"input":1e1000}')).toEqual({ input: '1e1000' });
  });

  it('keeps numbers as their text where the schema says so, under any name', () => {
    const decimal = { 'x-decimal': { minimum: 0, maximum: 9, decimals: 30 } };
    const shape = shapeOf({ type: 'object', additionalProperties: decimal });
    const { value } = readJson('{"a":0.10000000000000000001,"__proto__":1e-6}', shape, {
      maxDepth: 10,
      maxValues: 10,
    });
    expect(Object.entries(value as object)).toEqual([
      ['a', '0.10000000000000000001'],
      ['__proto__', '1e-6'],
    ]);
  });

  it('builds all members of an object whose members are not named', () => {
    expect(read('{"labels":{"a":"1","b":2}}')).toEqual({ labels: { a: '1', b: 2 } });
  });

  it('builds a value of another type than the schema says, so that it can be refused', () => {
    expect(read('{"name":[1],"items":5}')).toEqual({ name: [1], items: 5 });
  });
});
