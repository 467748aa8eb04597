import type { MetadataMember } from './convention.js';
import type { Speakers } from './conventions.js';
import type { Json } from './json-text.js';
import type { SpanReader } from './span-reader.js';

/**
 * What all conventions say of metadata, by name; of a name that comes twice the first. An attribute that says otherwise is left among the
 * attributes. Undefined: nobody says anything.
 */
export function saidMetadata(
  question: 'metadata' | 'traceMetadata',
  span: SpanReader,
  speakers: Speakers,
): ReadonlyMap<string, Json> | undefined {
  let all: Map<string, Json> | undefined;
  for (const answerer of speakers.answerersOf(question)) {
    const members = answerer(span);
    if (members !== undefined) add((all ??= new Map<string, Json>()), members, span);
  }
  return all;
}

function add(all: Map<string, Json>, members: readonly MetadataMember[], span: SpanReader): void {
  let overruled: Set<string> | undefined;
  for (const { name, json, key } of members) {
    const first = all.get(name);
    if (first === undefined) all.set(name, json);
    else if (first !== json) (overruled ??= new Set()).add(key);
  }
  for (const { key } of members) if (overruled?.has(key) !== true) span.take(key);
}
