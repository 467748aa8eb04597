import { addPart, countOf, firstCount, objectIn, type SentUsage } from './usage-shape.js';

/**
 * What the members of a side's details count, whoever's API they are of. Null: the rest, which has no bucket of its own: text is what is left of
 * a whole, and LangChain says so of the tier that a call was served by.
 */
const INPUT_DETAILS: ReadonlyMap<string, string | null> = new Map([
  ['cached_tokens', 'input_cached_tokens'],
  ['cache_read', 'input_cached_tokens'],
  ['cache_read_tokens', 'input_cached_tokens'],
  ['cacheReadTokens', 'input_cached_tokens'],
  ['priority_cache_read', 'input_cached_tokens'],
  ['flex_cache_read', 'input_cached_tokens'],
  ['cache_write_tokens', 'input_cache_creation'],
  ['cache_creation_tokens', 'input_cache_creation'],
  ['cache_creation', 'input_cache_creation'],
  ['cacheWriteTokens', 'input_cache_creation'],
  ['ephemeral_5m_input_tokens', 'input_cache_creation_5m'],
  ['ephemeral_1h_input_tokens', 'input_cache_creation_1h'],
  ['audio_tokens', 'input_audio_tokens'],
  ['audio', 'input_audio_tokens'],
  ['image_tokens', 'input_image_tokens'],
  ['image', 'input_image_tokens'],
  ['video_tokens', 'input_video_tokens'],
  ['video', 'input_video_tokens'],
  ['text_tokens', null],
  ['text', null],
  ['noCacheTokens', null],
  ['priority', null],
  ['flex', null],
]);

const OUTPUT_DETAILS: ReadonlyMap<string, string | null> = new Map([
  ['reasoning_tokens', 'output_reasoning_tokens'],
  ['reasoning', 'output_reasoning_tokens'],
  ['reasoningTokens', 'output_reasoning_tokens'],
  ['priority_reasoning', 'output_reasoning_tokens'],
  ['flex_reasoning', 'output_reasoning_tokens'],
  ['audio_tokens', 'output_audio_tokens'],
  ['audio', 'output_audio_tokens'],
  ['image_tokens', 'output_image_tokens'],
  ['image', 'output_image_tokens'],
  ['text_tokens', null],
  ['text', null],
  ['textTokens', null],
  ['priority', null],
  ['flex', null],
]);

/**
 * The parts of the input by bucket, of the members of OpenAI's `prompt_tokens_details` and the like. What is cached may be of any medium
 * (`cached_tokens_details` of the Realtime API says of which), and what was written to a cache is told apart by how long it is kept: neither
 * counts twice. A member that is not known has a bucket of its name.
 */
export function inputParts(details: SentUsage): Map<string, number> {
  const parts = partsOf(details, INPUT_DETAILS, 'input');
  const cached = objectIn(details, 'cached_tokens_details');
  for (const medium of ['audio', 'image']) {
    const count = firstCount(cached, `${medium}_tokens`);
    if (count === null || count === 0) continue;
    addPart(parts, `input_cached_${medium}_tokens`, count);
    take(parts, 'input_cached_tokens', count);
    take(parts, `input_${medium}_tokens`, count);
  }
  const kept = (parts.get('input_cache_creation_5m') ?? 0) + (parts.get('input_cache_creation_1h') ?? 0);
  if (kept > 0) take(parts, 'input_cache_creation', kept);
  return parts;
}

/** The same of the output: OpenAI's `completion_tokens_details` and the like. */
export function outputParts(details: SentUsage): Map<string, number> {
  return partsOf(details, OUTPUT_DETAILS, 'output');
}

function partsOf(
  details: SentUsage,
  names: ReadonlyMap<string, string | null>,
  side: string,
): Map<string, number> {
  const parts = new Map<string, number>();
  for (const member in details) {
    const count = countOf(details[member]);
    if (count === null) continue;
    const name = names.get(member);
    if (name === null) continue;
    const bucket = name ?? `${side}_${member}`;
    parts.set(bucket, (parts.get(bucket) ?? 0) + count);
  }
  return parts;
}

function take(parts: Map<string, number>, bucket: string, count: number): void {
  const left = parts.get(bucket);
  if (left !== undefined) parts.set(bucket, Math.max(0, left - count));
}
