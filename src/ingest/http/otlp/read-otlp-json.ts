import { isUtf8 } from 'node:buffer';
import { BadRequestError } from '../../../common/domain-error.js';
import { InvalidFieldError } from '../../../common/json/invalid-field.error.js';
import { JsonReadError } from '../../../common/json/json-read-error.js';
import { readJson, type JsonDocument } from '../../../common/json/json-reader.js';
import type { JsonShape } from '../../../common/json/json-shape.js';
import { JsonMessage, LostDigitsError } from './json-fields.js';
import { parsePlainJson } from './parse-plain-json.js';

/** An attribute takes four levels for each of its own: deep enough that one that is too deep is refused alone, if it is not absurd. */
const MAX_JSON_DEPTH = 500;

/** A request that has been read. */
export type OtlpJson<Parts> = Parts & Pick<JsonDocument, 'replacedCharacters'>;

/**
 * Reads a request in OTLP/JSON: unknown fields are ignored.
 * @param shape what of it is read
 * @param partsOf may be called twice
 * @throws BadRequestError where it is no JSON, or has more values than a request may have; what `partsOf` throws
 */
export function readOtlpJson<Parts extends object>(
  bytes: Uint8Array,
  shape: JsonShape,
  maxValues: number,
  partsOf: (request: JsonMessage) => Parts,
): OtlpJson<Parts> {
  if (!isUtf8(bytes)) throw new BadRequestError('The body is not valid UTF-8');
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
  const plain = parsePlainJson(text, maxValues);
  if (plain !== undefined) {
    try {
      return { ...partsOf(new JsonMessage(plain)), replacedCharacters: 0 };
    } catch (error) {
      if (!(error instanceof LostDigitsError)) throw error;
    }
  }
  const { value, replacedCharacters } = readDocument(text, shape, maxValues);
  return { ...partsOf(new JsonMessage(value)), replacedCharacters };
}

function readDocument(text: string, shape: JsonShape, maxValues: number): JsonDocument {
  try {
    return readJson(text, shape, { maxDepth: MAX_JSON_DEPTH, maxValues });
  } catch (error) {
    throw error instanceof JsonReadError ? new InvalidFieldError(error.path, error.reason) : error;
  }
}

/**
 * Unknown fields are skipped; but what is known to be meant for another route must not be lost without a word.
 * @throws InvalidFieldError where one of the members is there
 */
export function refuseStrays(request: JsonMessage, names: readonly string[], taken: string): void {
  const stray = names.find((name) => request.has(name));
  if (stray !== undefined)
    throw new InvalidFieldError([stray], `belongs to another route: this one takes ${taken}`);
}
