import { readJson } from '../../common/json/json-reader.js';
import { LEAVES } from '../../common/json/json-shape.js';
import { canonicalJson } from './canonical-json.js';
import { IMPLIED, type Stamp } from './stamp.js';

/**
 * A JSON value as objects within objects, each leaf (scalar or array) as its canonical text.
 * A node has a leaf that was written at a time, or members, or both: then the members were written later, and the leaf's
 * stamp remains as the time before which anything beneath it is outdated.
 */
export interface JsonTree {
  readonly leaf: { readonly text: string; readonly stamp: Stamp } | null;
  readonly members: ReadonlyMap<string, JsonTree> | null;
}

/** The text of a leaf, or members. */
type Leaves = string | { readonly [key: string]: Leaves };

/** When a leaf was written, or before when what is beneath an object is outdated (null: nothing is). */
export type StampAt = (path: readonly string[], isObject: boolean) => Stamp | null;

const NO_LIMITS = { maxDepth: Infinity, maxValues: Infinity };

/** @param text valid JSON of a bounded depth */
export function jsonTreeOf(text: string, stampAt: StampAt): JsonTree {
  return treeOfLeaves(readJson(text, LEAVES, NO_LIMITS).value as Leaves, stampAt, []);
}

function treeOfLeaves(value: Leaves, stampAt: StampAt, path: readonly string[]): JsonTree {
  if (typeof value === 'string') {
    return { leaf: { text: canonicalJson(value), stamp: stampAt(path, false) ?? IMPLIED }, members: null };
  }
  const outdates = stampAt(path, true);
  const members = Object.entries(value);
  // An empty object says that there is an object, and overwrites nothing.
  const leaf = outdates !== null || members.length === 0 ? { text: '{}', stamp: outdates ?? IMPLIED } : null;
  if (members.length === 0) return { leaf, members: null };
  return {
    leaf,
    members: new Map(members.map(([key, member]) => [key, treeOfLeaves(member, stampAt, [...path, key])])),
  };
}

/** Commutative, associative, idempotent: the later stamp wins at each place, and what an ancestor outdates is dropped. */
export function mergeJsonTrees(a: JsonTree, b: JsonTree, floor: Stamp = IMPLIED): JsonTree | null {
  const leaf = laterLeaf(liveLeaf(a, floor), liveLeaf(b, floor));
  const nextFloor = leaf !== null && leaf.stamp > floor ? leaf.stamp : floor;
  const members = new Map<string, JsonTree>();
  const keys = new Set([...(a.members?.keys() ?? []), ...(b.members?.keys() ?? [])]);
  for (const key of [...keys].sort()) {
    const inA = a.members?.get(key) ?? EMPTY;
    const inB = b.members?.get(key) ?? EMPTY;
    const merged = mergeJsonTrees(inA, inB, nextFloor);
    if (merged !== null) members.set(key, merged);
  }
  if (leaf === null && members.size === 0) return null;
  return { leaf, members: members.size > 0 ? members : null };
}

const EMPTY: JsonTree = { leaf: null, members: null };

function liveLeaf(tree: JsonTree, floor: Stamp): JsonTree['leaf'] {
  return tree.leaf !== null && tree.leaf.stamp >= floor ? tree.leaf : null;
}

function laterLeaf(a: JsonTree['leaf'], b: JsonTree['leaf']): JsonTree['leaf'] {
  if (a === null || b === null) return a ?? b;
  if (a.stamp !== b.stamp) return a.stamp > b.stamp ? a : b;
  return a.text >= b.text ? a : b;
}

/** The tree as JSON text; objects win over the leaves that they have outdated. */
export function jsonTextOf(tree: JsonTree): string {
  if (tree.members === null) return tree.leaf?.text ?? '{}';
  const members = [...tree.members].map(([key, member]) => `${JSON.stringify(key)}:${jsonTextOf(member)}`);
  return `{${members.join(',')}}`;
}

/** Every stamp in the tree, with the path to it and whether the value there is an object. */
export function* stampsOf(
  tree: JsonTree,
  path: readonly string[] = [],
): Generator<{ path: readonly string[]; stamp: Stamp; isObject: boolean }> {
  const isObject = tree.members !== null || tree.leaf?.text === '{}';
  if (tree.leaf !== null) yield { path, stamp: tree.leaf.stamp, isObject };
  for (const [key, member] of tree.members ?? []) yield* stampsOf(member, [...path, key]);
}
