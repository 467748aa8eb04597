import { randomBytes } from 'node:crypto';

/** What stands for a text until it is put in: a string that no payload can hold, since nobody can know it. */
const MARK = randomBytes(16).toString('hex');

/** The texts that the current {@link writeJson} has met, in order. */
let met: string[] = [];

/**
 * A JSON value kept as the text that a client sent: digits, key order and spacing come back unchanged,
 * and nobody parses it on the way through. The text is valid JSON, without NUL or lone surrogates.
 */
export class JsonText {
  constructor(readonly text: string) {}

  /** For {@link writeJson} alone: JSON.stringify cannot insert a text as it is. */
  toJSON(): string {
    met.push(this.text);
    return MARK;
  }
}

/**
 * Serialises like JSON.stringify, with every {@link JsonText} inserted as it is.
 * JSON.stringify does the work, because nothing written in JavaScript comes near its speed; the texts are put in afterwards.
 */
export function writeJson(value: unknown): string {
  return jsonPieces(value).join('');
}

/** What {@link writeJson} returns, in pieces that have not been copied into one text. */
export function jsonPieces(value: unknown): string[] {
  met = [];
  const json = JSON.stringify(value);
  const texts = met;
  met = [];
  if (texts.length === 0) return [json];
  const [first = '', ...others] = json.split(`"${MARK}"`);
  return [first, ...others.flatMap((piece, index) => [texts[index] ?? '', piece])];
}
