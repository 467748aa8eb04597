import { referredSchema } from './name-schemas.js';
import type { Schema } from './openapi-document.js';

type Schemas = Readonly<Record<string, Schema>>;

/** A value that follows a schema, put together from the examples in it; undefined where there are none. */
export function schemaExample(schema: Schema, schemas: Schemas): unknown {
  if (schema.examples !== undefined) return schema.examples[0];
  if (schema.$ref !== undefined) return schemaExample(schemas[referredSchema(schema.$ref)] ?? {}, schemas);
  if (schema.default !== undefined) return schema.default;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.properties !== undefined) return objectExample(schema.properties, schemas);
  if (schema.items !== undefined) {
    const item = schemaExample(schema.items, schemas);
    return item === undefined ? undefined : [item];
  }
  const [only, ...others] = schema.allOf ?? schema.anyOf ?? [];
  if (only !== undefined && others.every(({ type }) => type === 'null')) return schemaExample(only, schemas);
  return isNullable(schema) ? null : undefined;
}

function objectExample(properties: Schemas, schemas: Schemas): unknown {
  const members = Object.entries(properties)
    .map(([key, schema]) => [key, schemaExample(schema, schemas)] as const)
    .filter(([, value]) => value !== undefined);
  return members.length === 0 ? undefined : Object.fromEntries(members);
}

function isNullable({ type }: Schema): boolean {
  return type === 'null' || (typeof type === 'object' && type.includes('null'));
}
