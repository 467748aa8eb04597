import { mapOperations } from './map-operations.js';
import { mapValues } from './map-values.js';
import { schemaReference } from './name-schemas.js';
import type { OpenApiDocument, Schema } from './openapi-document.js';

/** Names for what is in a request body, by the path to it: `` the body, `a.b` a member, `a[]` the items of a list. */
export type BodyNames = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Makes named schemas out of parts of the request bodies, by operation, so that generated clients have types for them. */
export function nameRequestBodies(document: OpenApiDocument, names: BodyNames): OpenApiDocument {
  const named: Record<string, Schema> = {};
  const withReferences = mapOperations(document, (operation) => {
    const { operationId, requestBody } = operation;
    const namesHere = names[operationId];
    if (requestBody === undefined || namesHere === undefined) return operation;
    const content = mapValues(requestBody.content, (media) => ({
      ...media,
      schema: namePart(media.schema, '', namesHere, named),
    }));
    return { ...operation, requestBody: { ...requestBody, content } };
  });
  const { components } = document;
  return {
    ...withReferences,
    components: { ...components, schemas: { ...components.schemas, ...named } },
  };
}

function namePart(
  schema: Schema,
  path: string,
  names: Readonly<Record<string, string>>,
  named: Record<string, Schema>,
): Schema {
  const { properties, items } = schema;
  const inner: Schema = {
    ...schema,
    ...(properties && {
      properties: mapValues(properties, (member, key) =>
        namePart(member, path === '' ? key : `${path}.${key}`, names, named),
      ),
    }),
    ...(items && { items: namePart(items, `${path}[]`, names, named) }),
  };
  const name = names[path];
  if (name === undefined) return inner;
  const { type, ...rest } = inner;
  named[name] = { type: 'object', ...rest };
  const reference: Schema = { $ref: schemaReference(name) };
  if (typeof type !== 'object' || !type.includes('null')) return reference;
  return {
    ...(schema.description !== undefined && { description: schema.description }),
    anyOf: [reference, { type: 'null' }],
  };
}
