import { mapSchemas } from './map-schemas.js';
import type { OpenApiDocument, Schema } from './openapi-document.js';

const SCHEMAS = '#/components/schemas/';

/** Where a schema of this name is referred to. */
export function schemaReference(name: string): string {
  return `${SCHEMAS}${name}`;
}

/** The name of a schema that is referred to. */
export function referredSchema(reference: string): string {
  return reference.slice(SCHEMAS.length);
}

/** Gives the named schemas other names. @throws Error where two would have the same */
export function renameSchemas(document: OpenApiDocument, rename: (name: string) => string): OpenApiDocument {
  const { components } = document;
  const names = Object.keys(components.schemas).map(rename);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new Error(`Two schemas would be called ${twice}`);
  const schemas = Object.fromEntries(
    Object.entries(components.schemas).map(([name, schema]) => [rename(name), schema]),
  );
  return mapSchemas({ ...document, components: { ...components, schemas } }, (schema: Schema) =>
    schema.$ref === undefined
      ? schema
      : { ...schema, $ref: schemaReference(rename(referredSchema(schema.$ref))) },
  );
}
