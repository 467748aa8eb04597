import { embeddedJson, isArrayJson, isObjectJson } from '../otlp/json-text.js';
import { jsonText } from '../translation.js';

/** A JSON string in which an object or an array begins. */
const MAY_HOLD_STRUCTURE = /^"(?:\s|\\[nrt])*[{[]/;

/**
 * Input or output. Langfuse keeps them as texts and reads them as JSON, so that whoever sends an object as a text gets an object back: such a text
 * is kept as the JSON that it is. Any other text stays a text, be it `42`: what was sent is what comes back.
 */
export function payloadText(json: string | null | undefined): string | undefined {
  const text = jsonText(json);
  if (text === undefined || !MAY_HOLD_STRUCTURE.test(text)) return text;
  const held = embeddedJson(JSON.parse(text) as string);
  return held !== undefined && (isObjectJson(held) || isArrayJson(held)) ? held : text;
}
