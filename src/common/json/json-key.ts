import { flatCopy } from '../flat-copy.js';

/** The names that came of late, as JSON: in what machines write they come again and again. */
const KNOWN = new Map<string, string>();
const MAX_KNOWN = 4000;
const MAX_KNOWN_CHARACTERS = 100;

/** The name of a member as JSON. */
export function keyJson(key: string): string {
  let json = KNOWN.get(key);
  if (json !== undefined) return json;
  json = JSON.stringify(key);
  if (key.length > MAX_KNOWN_CHARACTERS) return json;
  if (KNOWN.size >= MAX_KNOWN) KNOWN.clear();
  KNOWN.set(flatCopy(key), json);
  return json;
}
