import type { AttributeValue } from './attribute-value.js';
import { arrayJson, objectJson, valueJson, type Json } from './json-text.js';

/** Members below this many are named by the rest of the key as it stands. */
const MAX_SEGMENTS = 32;
/** A longer number is a name: no emitter counts so far. */
const INDEX = /^(?:0|[1-9]\d{0,8})$/;

interface Node {
  leaf: Json | null;
  /** A map: names are data, and `__proto__` is one like any other. */
  readonly members: Map<string, Node>;
}

/**
 * Values under keys such as `0.message.role` as arrays and objects. Arrays hold what there is in the order of the indices, without room for what
 * is missing, so that no index costs more than the attribute that has it.
 * @param wrappers names of members that stand alone in an object and only name what it is
 */
export function nestedJson(
  entries: Iterable<readonly [key: string, value: AttributeValue]>,
  wrappers: ReadonlySet<string> = new Set(),
): Json | undefined {
  const root = newNode();
  for (const [key, value] of entries) place(root, key, value);
  return root.members.size === 0 ? undefined : jsonOf(root, wrappers);
}

function newNode(): Node {
  return { leaf: null, members: new Map() };
}

function place(root: Node, key: string, value: AttributeValue): void {
  const segments = key.split('.', MAX_SEGMENTS);
  const shown = segments.join('.').length;
  if (shown < key.length) segments.push(key.slice(shown + 1));
  let node = root;
  for (const segment of segments) {
    let next = node.members.get(segment);
    if (next === undefined) node.members.set(segment, (next = newNode()));
    node = next;
  }
  node.leaf = valueJson(value);
}

function jsonOf(node: Node, wrappers: ReadonlySet<string>): Json {
  const { leaf, members } = node;
  if (members.size === 0) return leaf ?? 'null';
  const names = [...members.keys()];
  if (leaf === null && names.every((name) => INDEX.test(name))) {
    const inOrder = [...members].sort(([a], [b]) => Number(a) - Number(b));
    return arrayJson(inOrder.map(([, member]) => jsonOf(member, wrappers)));
  }
  const [name = ''] = names;
  if (leaf === null && names.length === 1 && wrappers.has(name))
    return jsonOf(members.get(name) ?? newNode(), wrappers);
  const entries = [...members].map(([key, member]) => [key, jsonOf(member, wrappers)] as const);
  return objectJson(leaf === null ? entries : [['', leaf] as const, ...entries]);
}
