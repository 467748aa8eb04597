import { textJson, type Json } from './json-text.js';
import type { SpanReader } from './span-reader.js';

/** What conventions read inputs and outputs from. */
const SOURCES = new RegExp(
  [
    '^(?:llm\\.(?:input_messages|output_messages|prompts|choices)|retrieval\\.documents|reranker\\.output_documents)\\.',
    '^gen_ai\\.(?:prompt|completion)\\.',
    '^gen_ai\\.(?:input\\.messages|output\\.messages|system_instructions|tool\\.call\\.arguments|tool\\.call\\.result)$',
    '^ai\\.(?:prompt|response|result)\\.',
    '^(?:ai\\.prompt|prompt|input|output|input\\.value|output\\.value|final_result|tool_arguments|tool_response)$',
    '^(?:traceloop\\.entity\\.(?:input|output)|mlflow\\.span(?:Inputs|Outputs)|pydantic_ai\\.all_messages|all_messages_events)$',
  ].join('|'),
);
/** Shorter texts cost little, and stand in other texts by chance. */
const MIN_CHARACTERS = 100;
/** Beyond it texts may stay twice: looking for them is not worth more. */
const MAX_SEARCHED = 32 * 1024 * 1024;
const NOT_ASCII = /[\u0080-\uffff]/g;

/**
 * Takes long texts that emitters have written down a second time, as of another convention, where they stand whole in what was taken for the
 * input or the output: as a string of it, or as a part that is JSON.
 */
export function takeSaidAgain(reader: SpanReader, taken: readonly (Json | null | undefined)[]): void {
  let left = MAX_SEARCHED;
  const stands = (needle: string): boolean =>
    taken.some((json) => {
      if (json === null || json === undefined || json.length < needle.length) return false;
      left -= json.length;
      return left >= 0 && json.includes(needle);
    });
  const { attributes } = reader.span;
  for (const key of attributes.keys()) {
    if (reader.isTaken(key)) continue;
    const value = attributes.get(key);
    if (typeof value !== 'string' || value.length < MIN_CHARACTERS || !SOURCES.test(key)) continue;
    if (spellingsOf(value).some(stands)) reader.take(key);
  }
}

/** As JSON has it: in what Python writes there is nothing but ASCII. */
function spellingsOf(text: string): readonly string[] {
  const json = textJson(text);
  const ascii = json.replace(NOT_ASCII, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const spellings = ascii === json ? [json] : [json, ascii];
  return /^\s*[{[]/.test(text) ? [...spellings, text.trim()] : spellings;
}
