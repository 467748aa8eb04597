import { completeResponses } from './complete-responses.js';
import { describeSchemas } from './describe-schemas.js';
import { mapSchemas } from './map-schemas.js';
import { nameRequestBodies } from './name-request-bodies.js';
import { renameSchemas } from './name-schemas.js';
import type { OpenApiDocument, Operation, Schema } from './openapi-document.js';
import { withParameterExamples } from './parameter-examples.js';
import { sortDocument } from './sort-document.js';

const ERROR: Schema = {
  type: 'object',
  properties: { message: {}, code: {}, data: { type: 'null' } },
};

function documentOf(
  operation: Partial<Operation>,
  schemas: Readonly<Record<string, Schema>> = {},
): OpenApiDocument {
  return {
    openapi: '3.1.0',
    info: { version: '1' },
    servers: [],
    tags: [],
    paths: { '/things': { post: { operationId: 'write', responses: {}, ...operation } } },
    components: { schemas: { ErrorResponse: ERROR, ...schemas } },
  };
}

function operationOf(document: OpenApiDocument): Operation {
  const operation = document.paths['/things']?.['post'];
  if (operation === undefined) throw new Error('The operation is gone');
  return operation;
}

function referTo(name: string): { schema: Schema } {
  return { schema: { $ref: `#/components/schemas/${name}` } };
}

describe('mapSchemas', () => {
  it('reaches schemas wherever they stand, and takes no example for one', () => {
    const part = { type: 'string', examples: [{ properties: { no: { type: 'string' } } }] };
    const whole: Schema = { properties: { a: { items: part }, b: { anyOf: [part, { allOf: [part] }] } } };
    const document = documentOf(
      {
        parameters: [{ name: 'q', in: 'query', schema: part }],
        requestBody: { content: { 'application/json': { schema: whole } } },
        responses: {
          '200': {
            description: '',
            headers: { H: { description: '', schema: part } },
            content: { 'application/json': { schema: { additionalProperties: part } } },
          },
        },
      },
      { Whole: whole },
    );
    let count = 0;
    const changed = mapSchemas(document, (schema) => {
      if (schema.type !== 'string') return schema;
      count++;
      return { ...schema, type: 'changed' };
    });
    expect(count).toBe(9);
    expect(JSON.stringify(changed).match(/"changed"/g)).toHaveLength(9);
  });
});

describe('renameSchemas', () => {
  it('renames schemas and what refers to them', () => {
    const document = documentOf(
      { requestBody: { content: { 'application/json': referTo('ThingDto') } } },
      { ThingDto: { properties: { next: referTo('ThingDto').schema } } },
    );
    const renamed = renameSchemas(document, (name) => name.replace(/Dto$/, ''));
    expect(renamed.components.schemas['Thing']).toEqual({ properties: { next: referTo('Thing').schema } });
    expect(operationOf(renamed).requestBody?.content['application/json']).toEqual(referTo('Thing'));
  });

  it('refuses a name that two would have', () => {
    const document = documentOf({}, { ThingDto: {}, Thing: {} });
    expect(() => renameSchemas(document, (name) => name.replace(/Dto$/, ''))).toThrow('Thing');
  });
});

describe('nameRequestBodies', () => {
  const item: Schema = { type: ['object', 'null'], description: 'An item.', properties: { id: {} } };
  const body: Schema = { type: 'object', properties: { one: item, all: { type: 'array', items: item } } };
  const document = documentOf({ requestBody: { content: { 'application/json': { schema: body } } } });
  const names = { '': 'Batch', one: 'One', 'all[]': 'Item' };

  it('makes named schemas of the parts, and says where one may be null', () => {
    const { components, ...rest } = nameRequestBodies(document, { write: names });
    expect(operationOf({ components, ...rest }).requestBody?.content['application/json']).toEqual(
      referTo('Batch'),
    );
    const oneOrNull = {
      description: 'An item.',
      anyOf: [{ $ref: '#/components/schemas/One' }, { type: 'null' }],
    };
    expect(components.schemas['Batch']?.properties?.['one']).toEqual(oneOrNull);
    expect(components.schemas['Item']).toEqual({ ...item, type: 'object' });
  });

  it('leaves other operations alone', () => {
    expect(nameRequestBodies(document, { other: names })).toEqual(document);
  });
});

describe('describeSchemas', () => {
  it('adds what a schema does not say itself', () => {
    const document = documentOf({}, { Bare: {}, Told: { description: 'Own.' } });
    const comments = new Map([
      ['Bare', 'Added.'],
      ['Told', 'Lost.'],
    ]);
    const { schemas } = describeSchemas(document, comments).components;
    expect([schemas['Bare']?.description, schemas['Told']?.description]).toEqual(['Added.', 'Own.']);
  });
});

describe('withParameterExamples', () => {
  const examplesOf = (name: string, schema: Schema): unknown =>
    operationOf(withParameterExamples(documentOf({ parameters: [{ name, in: 'query', schema }] })))
      .parameters?.[0]?.schema.examples;

  it('takes the own example, else the default, else the first choice, else the common one', () => {
    expect(examplesOf('userId', { examples: ['own'], default: 'preset' })).toEqual(['own']);
    expect(examplesOf('step', { default: '1m', enum: ['5m'] })).toEqual(['1m']);
    expect(examplesOf('encoding', { enum: ['gzip'] })).toEqual(['gzip']);
    expect(examplesOf('userId', { type: 'string' })).toEqual(['alice']);
    expect(examplesOf('whatever', { type: 'string' })).toBeUndefined();
  });
});

describe('completeResponses', () => {
  const complete = (operation: Partial<Operation>): Operation =>
    operationOf(completeResponses(documentOf(operation)));
  const json = { 'application/json': referTo('ErrorResponse') };

  it('adds the errors that need no declaration', () => {
    expect(Object.keys(complete({}).responses)).toEqual(['500']);
    const parameters = [{ name: 'q', in: 'query', schema: {} }];
    expect(Object.keys(complete({ parameters }).responses)).toEqual(['400', '500']);
  });

  it('keeps what is declared', () => {
    const own = { description: 'Own.', content: json };
    expect(complete({ responses: { '500': own } }).responses['500']?.description).toBe('Own.');
  });

  it('shows what an error looks like, and when to try again', () => {
    const { responses } = complete({
      responses: { '503': { description: 'The database is away.', content: json } },
    });
    expect(responses['503']?.content?.['application/json']?.example).toEqual({
      message: 'The database is away',
      code: 'SERVICE_UNAVAILABLE',
      data: null,
    });
    expect(responses['503']?.headers).toHaveProperty('Retry-After');
  });

  it('names the request id in every answer', () => {
    const { responses } = complete({ responses: { '200': { description: 'Fine.' } } });
    for (const response of Object.values(responses)) expect(response.headers).toHaveProperty('X-Request-Id');
  });

  it('drops a success without a word beside one that is described', () => {
    const responses = { '200': { description: 'Fine.' }, '201': { description: '' } };
    expect(Object.keys(complete({ responses }).responses)).toEqual(['200', '500']);
  });

  it('describes the only success by its status where nothing is said', () => {
    expect(complete({ responses: { '200': { description: '' } } }).responses['200']?.description).toBe('OK');
  });

  it('says that no credential is needed where none is', () => {
    expect(complete({}).security).toEqual([]);
    expect(complete({ security: [{ bearer: [] }] }).security).toEqual([{ bearer: [] }]);
  });
});

describe('sortDocument', () => {
  it('does not depend on the order in which parts were found', () => {
    const document = documentOf({}, { B: {}, A: {} });
    const other = documentOf({}, { A: {}, B: {} });
    expect(JSON.stringify(sortDocument(document))).toBe(JSON.stringify(sortDocument(other)));
  });
});
