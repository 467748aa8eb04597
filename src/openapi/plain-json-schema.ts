import { decimalSchema, type DecimalRule } from '../common/json/decimal-rule.js';
import type { Schema } from './openapi-document.js';

const JSON_KINDS = ['object', 'array', 'string', 'number', 'boolean', 'null'];

/** Brings a schema as it comes from the decorators and the validators to the JSON Schema that OpenAPI 3.1 asks for. */
export function plainJsonSchema(schema: Schema): Schema {
  return [withExamples, withoutServerKeys, withoutForeignKeys, withoutEmptyChoice].reduce(
    (changed, step) => step(changed),
    schema,
  );
}

/** `example` is OpenAPI 3.0's; 3.1 keeps it for compatibility only. */
function withExamples({ example, ...schema }: Schema): Schema {
  return example === undefined ? schema : { ...schema, examples: [example] };
}

/** How the server keeps a value is of no interest to a client. */
function withoutServerKeys(schema: Schema): Schema {
  const { 'x-decimal': decimal, ...others } = without(schema, 'x-json-text');
  return decimal === undefined ? others : { ...decimalSchema(decimal as DecimalRule), ...others };
}

/** A parameter that is a text on the wire keeps the members of the object that it is parsed to. */
function withoutForeignKeys(schema: Schema): Schema {
  return schema.type === 'string' ? without(schema, 'additionalProperties') : schema;
}

/** A choice among all kinds of JSON says nothing, and makes generators leave out what an object has. */
function withoutEmptyChoice(schema: Schema): Schema {
  const kinds = new Set(schema.anyOf?.map(({ type }) => type));
  return JSON_KINDS.every((kind) => kinds.has(kind)) ? without(schema, 'anyOf') : schema;
}

function without(schema: Schema, keyword: string): Schema {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== keyword));
}
