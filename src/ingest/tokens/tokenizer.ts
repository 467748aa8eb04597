import type { CountRequest } from '../domain/token-counter.js';

export type CountText = (text: string) => number;

/** What is in no text of a person takes the square of its length; no token goes beyond the end of such a piece. */
const LONG_RUN = /[\p{L}\p{M}]{256}|\s{256}|[^\s\p{L}\p{N}]{256}|\S{512}/gu;
/** Files within a text are no text for the model. */
const EMBEDDED_FILE = /data:[^\s,"]{1,200};base64,[\w+/=-]+/gu;
/** Of Claude's tokens, in English. */
const CHARACTERS_PER_TOKEN = 3.5;
/** Models whose encoding is older than that of gpt-4o. */
const OLDER_MODEL = /(?:^|[/:.])(?:gpt-4(?![o.\d])|gpt-3\.?5|text-embedding-(?:3|ada-002))/iu;
/** Words such as `<|endoftext|>` are text here: a client has sent them as such. */
const AS_TEXT = { disallowedSpecial: new Set<string>() };

/** Loads what it needs of the encodings, each of which takes some 70 MB. */
export async function tokenizerOf({
  tokenizer,
  model,
}: Pick<CountRequest, 'tokenizer' | 'model'>): Promise<CountText> {
  const { countTokens, setMergeCacheSize } =
    tokenizer === 'openai' && OLDER_MODEL.test(model)
      ? await import('gpt-tokenizer/encoding/cl100k_base')
      : await import('gpt-tokenizer/encoding/o200k_base');
  // Once it is full, each word takes longer than the one before; without it, counting takes no longer.
  setMergeCacheSize(0);
  const count: CountText = (text) => {
    let tokens = 0;
    for (const piece of piecesOf(text)) tokens += countTokens(piece, AS_TEXT);
    return tokens;
  };
  if (tokenizer === 'openai') return (text) => count(withoutFiles(text));
  // Anthropic publishes no tokenizer of Claude 3 and later, which cut finer than OpenAI's: a careful guess, not a count.
  return (text) => {
    const plain = withoutFiles(text);
    return Math.max(count(plain), Math.ceil(plain.length / CHARACTERS_PER_TOKEN));
  };
}

function withoutFiles(text: string): string {
  return text.includes(';base64,') ? text.replace(EMBEDDED_FILE, '') : text;
}

function* piecesOf(text: string): Generator<string> {
  let from = 0;
  for (const { index, 0: run } of text.matchAll(LONG_RUN)) {
    yield text.slice(from, index + run.length);
    from = index + run.length;
  }
  if (from < text.length) yield text.slice(from);
}
