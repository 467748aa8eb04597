import type { DecimalRule } from './decimal-rule.js';
import { arrayOf, JSONB_TEXT, mapOf, objectOf, TEXT, VALUE, type JsonShape } from './json-shape.js';

/**
 * The part of JSON Schema (2020-12) that request bodies are described with. One schema serves the reader (which members to build),
 * the validator and the OpenAPI document.
 */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  /** False: a member that is not among the properties is refused, where leaving it out of account would do harm. */
  readonly additionalProperties?: JsonSchema | false;
  readonly propertyNames?: JsonSchema;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly format?: string;
  readonly enum?: readonly (string | null)[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  /** The value is any JSON and kept as its text: exactly, or as jsonb keeps it. */
  readonly 'x-json-text'?: 'exact' | 'jsonb';
  /** The value is a number and kept as its text, with all digits. Says its type and bounds, for the document too. */
  readonly 'x-decimal'?: DecimalRule;
}

/** How to read a document that the schema describes: only what it names is built, and all of an object that may have further members. */
export function shapeOf(schema: JsonSchema): JsonShape {
  if (schema['x-json-text'] !== undefined) return schema['x-json-text'] === 'exact' ? TEXT : JSONB_TEXT;
  if (schema['x-decimal'] !== undefined) return TEXT;
  // Everything, so that the validator sees what there should not be.
  if (schema.additionalProperties === false) return VALUE;
  if (schema.properties !== undefined) {
    if (schema.additionalProperties !== undefined) return VALUE;
    return objectOf(
      Object.fromEntries(Object.entries(schema.properties).map(([key, member]) => [key, shapeOf(member)])),
    );
  }
  if (schema.additionalProperties !== undefined) return mapOf(shapeOf(schema.additionalProperties));
  return schema.items === undefined ? VALUE : arrayOf(shapeOf(schema.items));
}
