import type { AttributeValue } from './attribute-value.js';
import type { MetadataMember } from './convention.js';
import { cleanText, embeddedJsonb, isMap, membersOf, parsedJson, valueJson, type Json } from './json-text.js';
import type { SpanReader } from './span-reader.js';

/** They are no metadata: they say whose the trace is. */
const SPECIAL = ['langfuse_user_id', 'langfuse_session_id', 'langfuse_tags'] as const;
const SPECIAL_NAMES: ReadonlySet<string> = new Set(SPECIAL);
export type SpecialMember = (typeof SPECIAL)[number];

const OBJECTS = ['langfuse.trace.metadata', 'langfuse.observation.metadata', 'langfuse.metadata'];

/** Single members beneath the prefixes, before those of the whole objects under them. */
export function membersUnder(
  span: SpanReader,
  prefixes: readonly string[],
): readonly MetadataMember[] | undefined {
  let all: MetadataMember[] | undefined;
  for (const prefix of prefixes) {
    for (const [rest, value] of span.withPrefix(`${prefix}.`)) {
      if (SPECIAL_NAMES.has(rest)) continue;
      (all ??= []).push({ name: cleanText(rest), json: memberJson(value), key: `${prefix}.${rest}` });
    }
    const object = span.object(prefix);
    if (object === undefined) continue;
    const members = [...(membersOf(object) ?? [])].filter(([name]) => !span.isTaken(withinKey(prefix, name)));
    // Of an object that is empty, or has said whose the trace is and no more, nothing is left.
    if (members.length === 0) span.take(prefix);
    for (const [name, json] of members) (all ??= []).push({ name, json, key: prefix });
  }
  return all;
}

interface Taken<T> {
  readonly answer: T;
  /** Nothing of the member is left. */
  readonly isWhole: boolean;
}

/** What the first of the whole objects says that has such a member, of which something can be made. A member that is taken is no metadata. */
export function takeWithin<T>(
  span: SpanReader,
  name: SpecialMember,
  read: (value: AttributeValue | undefined) => Taken<T> | undefined,
): T | undefined {
  for (const key of OBJECTS) {
    const json = memberWithin(span, key, name);
    const taken = json === undefined ? undefined : read(parsedJson(json) as AttributeValue);
    if (taken === undefined) continue;
    if (taken.isWhole) span.take(withinKey(key, name));
    return taken.answer;
  }
  return undefined;
}

function memberWithin(span: SpanReader, key: string, name: string): Json | undefined {
  const value = span.get(key);
  if (typeof value === 'string' ? !value.includes(name) : !isMap(value) || !value.has(name)) return undefined;
  const object = span.object(key);
  return object === undefined ? undefined : membersOf(object)?.get(name);
}

/** No attribute has such a key: NUL is what no emitter sends. */
function withinKey(key: string, name: string): string {
  return `${key}\0${name}`;
}

const PLAIN_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** The SDKs write values that are no text as JSON. A number in a spelling that they would not choose was a text. */
export function memberJson(value: AttributeValue): Json {
  if (typeof value !== 'string') return valueJson(value);
  const json = embeddedJsonb(value);
  if (json === undefined || (/^\s*-?\d/.test(json) && !PLAIN_NUMBER.test(json))) return valueJson(value);
  return json;
}
