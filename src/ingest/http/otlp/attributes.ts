import type { AttributeValue } from '../../domain/otlp/attribute-value.js';
import type { OtlpResource, OtlpScope } from '../../domain/otlp/otlp-span.js';
import { RefusedItemError } from './refused-item.error.js';
import { takeMessage } from './take-part.js';
import type { WireReader } from './wire-reader.js';

/** How deep values within values may be nested, in either encoding. */
export const MAX_ATTRIBUTE_DEPTH = 64;

/** Of a resource or a scope it refuses all that is of them, and nothing else. */
export function tooDeep(): RefusedItemError {
  return new RefusedItemError(`An attribute is nested deeper than ${MAX_ATTRIBUTE_DEPTH} levels`);
}

/** A resource or a scope that is being read: its parts may come after what refers to it. */
type Open<T> = { -readonly [K in keyof T]: T[K] } & { readonly attributes: Map<string, AttributeValue> };
export type OpenResource = Open<OtlpResource>;
export type OpenScope = Open<OtlpScope>;

export function openResource(): OpenResource {
  return { attributes: new Map() };
}

export function openScope(): OpenScope {
  return { name: '', version: '', attributes: new Map() };
}

/** opentelemetry.proto.resource.v1.Resource. Returns why it cannot be taken, where it cannot. */
export function readResource(wire: WireReader, resource: OpenResource): string | null {
  return readHead(wire, 'resource', () => {
    while (wire.next()) {
      if (wire.field === 1) readKeyValue(wire, resource.attributes);
      else if (wire.field === 2) resource.droppedAttributes = wire.integer();
      else wire.skip();
    }
  });
}

/** opentelemetry.proto.common.v1.InstrumentationScope. Returns why it cannot be taken, where it cannot. */
export function readScope(wire: WireReader, scope: OpenScope): string | null {
  return readHead(wire, 'scope', () => {
    while (wire.next()) {
      if (wire.field === 1) scope.name = wire.text();
      else if (wire.field === 2) scope.version = wire.text();
      else if (wire.field === 3) readKeyValue(wire, scope.attributes);
      else if (wire.field === 4) scope.droppedAttributes = wire.integer();
      else wire.skip();
    }
  });
}

function readHead(wire: WireReader, name: string, read: () => void): string | null {
  const taken = takeMessage(wire, () => {
    read();
    return {};
  });
  return typeof taken === 'string' ? `The ${name} cannot be taken: ${taken}` : null;
}

/** opentelemetry.proto.common.v1.KeyValue */
export function readKeyValue(wire: WireReader, into: Map<string, AttributeValue>, depth = 0): void {
  const outer = wire.enter();
  let key = '';
  let value: AttributeValue = null;
  while (wire.next()) {
    if (wire.field === 1) key = wire.text();
    else if (wire.field === 2) value = readAnyValue(wire, depth);
    else wire.skip();
  }
  wire.leave(outer);
  into.set(key, value);
}

/** opentelemetry.proto.common.v1.AnyValue */
export function readAnyValue(wire: WireReader, depth = 0): AttributeValue {
  if (depth > MAX_ATTRIBUTE_DEPTH) throw tooDeep();
  const outer = wire.enter();
  let value: AttributeValue = null;
  while (wire.next()) {
    switch (wire.field) {
      case 1:
        value = wire.text();
        break;
      case 2:
        value = wire.boolean();
        break;
      case 3:
        value = wire.int64();
        break;
      case 4:
        value = wire.double();
        break;
      case 5:
        value = readArray(wire, depth + 1);
        break;
      case 6:
        value = readKeyValues(wire, depth + 1);
        break;
      case 7:
        value = wire.binary();
        break;
      default:
        wire.skip();
    }
  }
  wire.leave(outer);
  return value;
}

function readArray(wire: WireReader, depth: number): AttributeValue[] {
  const outer = wire.enter();
  const values: AttributeValue[] = [];
  while (wire.next()) {
    if (wire.field === 1) values.push(readAnyValue(wire, depth));
    else wire.skip();
  }
  wire.leave(outer);
  return values;
}

function readKeyValues(wire: WireReader, depth: number): Map<string, AttributeValue> {
  const outer = wire.enter();
  const values = new Map<string, AttributeValue>();
  while (wire.next()) {
    if (wire.field === 1) readKeyValue(wire, values, depth);
    else wire.skip();
  }
  wire.leave(outer);
  return values;
}
