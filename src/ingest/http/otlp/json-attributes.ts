import { arrayOf, VALUE, type JsonShape } from '../../../common/json/json-shape.js';
import type { AttributeValue } from '../../domain/otlp/attribute-value.js';
import type { OtlpResource, OtlpScope } from '../../domain/otlp/otlp-span.js';
import { MAX_ATTRIBUTE_DEPTH, tooDeep } from './attributes.js';
import { addFields, INTEGER_64, messageShape, type JsonMessage } from './json-fields.js';

const anyValueMembers = new Map<string, JsonShape>();
const ANY_VALUE: JsonShape = { kind: 'object', members: anyValueMembers };
export const KEY_VALUES = arrayOf(messageShape({ key: VALUE, value: ANY_VALUE }));
addFields(anyValueMembers, {
  stringValue: VALUE,
  boolValue: VALUE,
  intValue: INTEGER_64,
  doubleValue: VALUE,
  arrayValue: messageShape({ values: arrayOf(ANY_VALUE) }),
  kvlistValue: messageShape({ values: KEY_VALUES }),
  bytesValue: VALUE,
});

export const RESOURCE = messageShape({ attributes: KEY_VALUES, droppedAttributesCount: VALUE });
export const SCOPE = messageShape({
  name: VALUE,
  version: VALUE,
  attributes: KEY_VALUES,
  droppedAttributesCount: VALUE,
});

/** @param holder of the resource: it names the schema */
export function resourceOf(holder: JsonMessage): OtlpResource {
  const message = holder.message('resource');
  return {
    attributes: message === null ? new Map() : attributesOf(message, 'attributes'),
    ...droppedOf(message),
    ...schemaOf(holder),
  };
}

/** @param holder of the scope: it names the schema */
export function scopeOf(holder: JsonMessage): OtlpScope {
  const message = holder.message('scope');
  return {
    name: message?.text('name') ?? '',
    version: message?.text('version') ?? '',
    attributes: message === null ? new Map() : attributesOf(message, 'attributes'),
    ...droppedOf(message),
    ...schemaOf(holder),
  };
}

/** Of what has attributes. Nothing, where none is said to have been dropped. */
export function droppedOf(message: JsonMessage | null): { droppedAttributes?: number } {
  const droppedAttributes = message?.integer('droppedAttributesCount') ?? 0;
  return droppedAttributes === 0 ? {} : { droppedAttributes };
}

function schemaOf(holder: JsonMessage): { schemaUrl?: string } {
  const schemaUrl = holder.text('schemaUrl');
  return schemaUrl === '' ? {} : { schemaUrl };
}

/** Of the member that is a list of KeyValue. @throws InvalidFieldError; RefusedItemError where they are nested too deep */
export function attributesOf(message: JsonMessage, name: string, depth = 0): Map<string, AttributeValue> {
  const attributes = new Map<string, AttributeValue>();
  const entries = message.list(name);
  for (let index = 0; index < entries.length; index++) {
    const plain = depth === 0 ? (entries[index] as PlainEntry | null) : null;
    const plainValue = typeof plain?.key === 'string' ? plainValueOf(plain.value) : undefined;
    if (plain !== null && plainValue !== undefined) {
      attributes.set(plain.key, plainValue);
      continue;
    }
    const entry = message.messageAt(name, index, entries[index]);
    const value = entry.message('value');
    attributes.set(entry.text('key'), value === null ? null : valueOf(value, depth));
  }
  return attributes;
}

/** What most attributes are, if what was sent is what it should be. */
interface PlainEntry {
  readonly key: string;
  readonly value?: {
    readonly stringValue?: unknown;
    readonly intValue?: unknown;
    readonly doubleValue?: unknown;
    readonly boolValue?: unknown;
  } | null;
}

/** A value that can be taken as it stands. Undefined: it is to be read with more care. */
function plainValueOf(value: PlainEntry['value']): string | number | boolean | undefined {
  if (value === undefined || value === null) return undefined;
  const { stringValue, intValue, boolValue, doubleValue } = value;
  if (typeof stringValue === 'string') return stringValue;
  if (typeof intValue === 'string' && SHORT_INTEGER.test(intValue)) return Number(intValue);
  if (intValue !== undefined) return undefined;
  if (typeof boolValue === 'boolean') return boolValue;
  return typeof doubleValue === 'number' ? doubleValue : undefined;
}

/** It has all its digits as a number. */
const SHORT_INTEGER = /^-?\d{1,15}$/;

function valueOf(value: JsonMessage, depth: number): AttributeValue {
  if (depth > MAX_ATTRIBUTE_DEPTH) throw tooDeep();
  if (value.has('stringValue')) return value.text('stringValue');
  if (value.has('intValue')) return value.int64('intValue');
  if (value.has('boolValue')) return value.boolean('boolValue');
  if (value.has('doubleValue')) return value.double('doubleValue');
  const list = value.message('arrayValue');
  if (list !== null) return list.messages('values').map((item) => valueOf(item, depth + 1));
  const entries = value.message('kvlistValue');
  if (entries !== null) return attributesOf(entries, 'values', depth + 1);
  return value.has('bytesValue') ? value.binary('bytesValue') : null;
}
