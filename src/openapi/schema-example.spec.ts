import { schemaExample } from './schema-example.js';

describe('schemaExample', () => {
  it('puts an object together from the examples of its members, and of what they refer to', () => {
    const schemas = {
      Page: {
        properties: {
          data: { items: { $ref: '#/components/schemas/Item' } },
          meta: { properties: { page: { type: 'integer', default: 1 } } },
        },
      },
      Item: {
        properties: {
          id: { examples: ['a'] },
          kind: { enum: ['x', 'y'] },
          parent: { type: ['string', 'null'] },
          unknown: {},
        },
      },
    };
    expect(schemaExample({ $ref: '#/components/schemas/Page' }, schemas)).toEqual({
      data: [{ id: 'a', kind: 'x', parent: null }],
      meta: { page: 1 },
    });
  });

  it('prefers the example of the whole to those of its parts', () => {
    const schema = { properties: { id: { examples: ['a'] } }, examples: [{ id: 'whole' }] };
    expect(schemaExample(schema, {})).toEqual({ id: 'whole' });
  });

  it('looks through a reference that may also be null', () => {
    const schema = { anyOf: [{ $ref: '#/components/schemas/Item' }, { type: 'null' }] };
    expect(schemaExample(schema, { Item: { examples: [7] } })).toBe(7);
  });

  it('knows none where there is none', () => {
    expect(schemaExample({ type: 'string' }, {})).toBeUndefined();
    expect(schemaExample({ items: { type: 'string' } }, {})).toBeUndefined();
  });
});
