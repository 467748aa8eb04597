import Ajv2020 from 'ajv/dist/2020.js';
import { mapSchema } from '../../src/openapi/map-schemas.js';
import type { Operation, Response, Schema } from '../../src/openapi/openapi-document.js';
import { DOCUMENTED_ROUTES, OPENAPI } from './openapi-file.js';

const BASE = 'https://xtrace.invalid/openapi.json';
const { schemas, headers = {}, securitySchemes = {} } = OPENAPI.components;

const named = Object.entries(schemas);
const properties = named.flatMap(([name, schema]) => propertiesOf(name, schema));
const parameters = DOCUMENTED_ROUTES.flatMap(({ name, operation }) =>
  (operation.parameters ?? []).map((parameter) => ({ name: `${name} ${parameter.name}`, parameter })),
);
const responses = DOCUMENTED_ROUTES.flatMap(({ name, operation }) =>
  Object.entries(operation.responses).map(([status, response]) => ({ name, operation, status, response })),
);
const media = [
  ...responses.flatMap(({ name, status, response }) =>
    Object.entries(response.content ?? {}).map(([type, each]) => ({
      name: `${name} ${status} ${type}`,
      ...each,
    })),
  ),
  ...DOCUMENTED_ROUTES.flatMap(({ name, operation }) =>
    Object.entries(operation.requestBody?.content ?? {}).map(([type, each]) => ({
      name: `${name} ${type}`,
      ...each,
    })),
  ),
];

function propertiesOf(name: string, schema: Schema): { name: string; schema: Schema }[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, property]) => [
    { name: `${name}.${key}`, schema: property },
    ...propertiesOf(`${name}.${key}`, property),
  ]);
}

/** What a schema that is only a reference says is said where it refers to. */
function isDescribed({ $ref, description = '' }: Schema): boolean {
  return $ref !== undefined || description.trim() !== '';
}

/** Its errors have the form that OTLP wants. */
function isOtlp({ tags = [] }: Operation): boolean {
  return tags.includes('OpenTelemetry');
}

function namesOf(things: readonly { readonly name: string }[]): string[] {
  return things.map(({ name }) => name);
}

/** How a schema in the document is compiled: with references that begin at the document. */
function absolute(schema: Schema): Schema {
  return mapSchema(schema, ({ $ref, ...rest }) =>
    $ref === undefined ? rest : { ...rest, $ref: `${BASE}${$ref}` },
  );
}

describe('the OpenAPI document', () => {
  it('is one of OpenAPI 3.1, and leaves nothing of 3.0', () => {
    expect(OPENAPI.openapi).toBe('3.1.0');
    const leftovers: string[] = [];
    const check = (schema: Schema): Schema => {
      const old = ['nullable', 'example', 'x-json-text'].filter((keyword) => keyword in schema);
      const bounds = [schema['exclusiveMinimum'], schema['exclusiveMaximum']];
      leftovers.push(...old, ...bounds.filter((bound) => typeof bound === 'boolean').map(String));
      return schema;
    };
    for (const schema of [...Object.values(schemas), ...media.map((each) => each.schema)])
      mapSchema(schema, check);
    for (const { parameter } of parameters) mapSchema(parameter.schema, check);
    expect(leftovers).toEqual([]);
  });

  it('names every operation, once', () => {
    const ids = DOCUMENTED_ROUTES.map(({ operation }) => operation.operationId);
    expect(ids.filter((id, at) => !/^[a-z][A-Za-z]+$/.test(id) || ids.indexOf(id) !== at)).toEqual([]);
  });

  it('summarises and describes every operation, under a tag that is described', () => {
    const tags = new Set(
      OPENAPI.tags.filter(({ description }) => description !== '').map(({ name }) => name),
    );
    const poor = DOCUMENTED_ROUTES.filter(({ operation }) => {
      const { summary = '', description = '', tags: own = [] } = operation;
      return summary === '' || description === '' || own.length !== 1 || !own.every((tag) => tags.has(tag));
    });
    expect(namesOf(poor)).toEqual([]);
  });

  it('describes every schema', () => {
    const poor = named.filter(([, schema]) => !isDescribed(schema));
    expect(poor.map(([name]) => name)).toEqual([]);
  });

  it('describes every property', () => {
    expect(namesOf(properties.filter(({ schema }) => !isDescribed(schema)))).toEqual([]);
  });

  it('describes every parameter and shows an example of it', () => {
    const poor = parameters.filter(
      ({ parameter }) => (parameter.description ?? '') === '' || parameter.schema.examples === undefined,
    );
    expect(namesOf(poor)).toEqual([]);
  });

  it('describes every answer, with the request id', () => {
    const poor = responses.filter(
      ({ response }) => response.description === '' || response.headers?.['X-Request-Id'] === undefined,
    );
    expect(poor.map(({ name, status }) => `${name} ${status}`)).toEqual([]);
  });

  it('has a named schema and an example for every JSON body', () => {
    const json = media.filter(({ name }) => name.endsWith('application/json'));
    const isShown = ({ example, schema }: (typeof media)[number]): boolean =>
      example !== undefined || schemas[schema.$ref?.split('/').pop() ?? '']?.examples !== undefined;
    expect(namesOf(json.filter((each) => each.schema.$ref === undefined || !isShown(each)))).toEqual([]);
  });

  it('shows values that follow their schemas', () => {
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, validateFormats: false });
    ajv.addVocabulary(['components']);
    ajv.addSchema({ $id: BASE, components: { schemas } }, BASE, false, false);
    const problems = (name: string, schema: Schema, values: readonly unknown[]): string[] => {
      const validate = ajv.compile(absolute(schema));
      return values.flatMap((value) =>
        validate(value) ? [] : [`${name}: ${ajv.errorsText(validate.errors)}`],
      );
    };
    const shown: [string, Schema, readonly unknown[]][] = [
      ...media.map(({ name, schema, example }): [string, Schema, unknown[]] => [
        name,
        schema,
        example === undefined ? [] : [example],
      ]),
      ...[...named.map(([name, schema]) => ({ name, schema })), ...properties].map(
        ({ name, schema }): [string, Schema, readonly unknown[]] => [name, schema, schema.examples ?? []],
      ),
      ...parameters.map(({ name, parameter: { schema } }): [string, Schema, readonly unknown[]] => [
        name,
        schema,
        schema.examples ?? [],
      ]),
    ];
    expect(shown.flatMap(([name, schema, values]) => problems(name, schema, values))).toEqual([]);
  });

  it('tells of the errors that can happen', () => {
    for (const { name, operation } of DOCUMENTED_ROUTES) {
      const { parameters: asked = [], requestBody } = operation;
      const isRead = asked.length > 0 || requestBody !== undefined;
      const expected = [
        ...(isOtlp(operation) ? [] : ['500']),
        ...(isRead ? ['400'] : []),
        // What is not there is as good as deleted.
        ...(asked.some((parameter) => parameter.in === 'path') && !name.startsWith('DELETE') ? ['404'] : []),
        ...(requestBody === undefined ? [] : ['413', '415', '503']),
      ];
      expect({ name, statuses: Object.keys(operation.responses) }).toEqual({
        name,
        statuses: expect.arrayContaining(expected) as unknown,
      });
    }
  });

  it('gives every error its one form, and says when to try again', () => {
    const isError = ({ status }: { status: string }): boolean => Number(status) >= 400;
    const probes = new Set(['GET /readyz 503', 'GET /api/public/health 503', 'GET /api/public/ready 503']);
    const formOf = ({ content }: Response): string | undefined =>
      content?.['application/json']?.schema.$ref?.split('/').pop();
    const formFor = (status: string, operation: Operation): string => {
      if (isOtlp(operation)) return 'RpcStatus';
      return status === '429' ? 'RateLimitErrorResponse' : 'ErrorResponse';
    };
    for (const { name, operation, status, response } of responses.filter(isError)) {
      const label = `${name} ${status}`;
      if (probes.has(label)) continue;
      expect([label, formOf(response)]).toEqual([label, formFor(status, operation)]);
      expect([label, 'Retry-After' in (response.headers ?? {})]).toEqual([
        label,
        ['429', '503'].includes(status),
      ]);
    }
  });

  it('refers only to what is there', () => {
    const references = [...JSON.stringify(OPENAPI).matchAll(/"\$ref":"#\/components\/(\w+)\/([^"]+)"/g)];
    const parts: Record<string, object> = { schemas, headers };
    const broken = references.filter(([, part = '', name = '']) => !(name in (parts[part] ?? {})));
    expect(broken.map(([reference]) => reference)).toEqual([]);
    const asked = DOCUMENTED_ROUTES.flatMap(({ operation }) =>
      (operation.security ?? []).flatMap(Object.keys),
    );
    expect(asked.filter((scheme) => !(scheme in securitySchemes))).toEqual([]);
  });
});
