import type { Json } from '../wire/trace-batch.js';

const WIDE_SCRIPTS = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/g;
const CHARACTERS_PER_TOKEN = 3.9;
const WIDE_CHARACTERS_PER_TOKEN = 1.4;

/** About as many tokens as a tokenizer would find. */
export function tokenCount(content: Json): number {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const wide = text.match(WIDE_SCRIPTS)?.length ?? 0;
  return Math.ceil((text.length - wide) / CHARACTERS_PER_TOKEN + wide / WIDE_CHARACTERS_PER_TOKEN);
}
