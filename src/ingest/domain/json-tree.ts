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

/** When a leaf was written, or before when what is beneath an object is outdated (null: nothing is). The path is not to be kept. */
export type StampAt = (path: readonly string[], isObject: boolean) => Stamp | null;

const NO_LIMITS = { maxDepth: Infinity, maxValues: Infinity };

/** @param text valid JSON of a bounded depth */
export function jsonTreeOf(text: string, stampAt: StampAt): JsonTree {
  return treeOfLeaves(readJson(text, LEAVES, NO_LIMITS).value as Leaves, stampAt, []);
}

/** @param path where the value is; the same at the end as at the beginning */
function treeOfLeaves(value: Leaves, stampAt: StampAt, path: string[]): JsonTree {
  if (typeof value === 'string') {
    return { leaf: { text: canonicalJson(value), stamp: stampAt(path, false) ?? IMPLIED }, members: null };
  }
  const outdates = stampAt(path, true);
  const members = new Map<string, JsonTree>();
  for (const key in value) {
    path.push(key);
    members.set(key, treeOfLeaves(value[key] ?? '', stampAt, path));
    path.pop();
  }
  // An empty object says that there is an object, and overwrites nothing.
  const leaf = outdates !== null || members.size === 0 ? { text: '{}', stamp: outdates ?? IMPLIED } : null;
  return { leaf, members: members.size > 0 ? members : null };
}

/** Commutative, associative, idempotent: the later stamp wins at each place, and what an ancestor outdates is dropped. */
export function mergeJsonTrees(a: JsonTree, b: JsonTree, floor: Stamp = IMPLIED): JsonTree | null {
  const leaf = laterLeaf(liveLeaf(a, floor), liveLeaf(b, floor));
  const nextFloor = leaf !== null && leaf.stamp > floor ? leaf.stamp : floor;
  const members = a.members === null && b.members === null ? null : mergeMembers(a, b, nextFloor);
  if (leaf === null && members === null) return null;
  return { leaf, members };
}

const EMPTY: JsonTree = { leaf: null, members: null };

function mergeMembers(a: JsonTree, b: JsonTree, floor: Stamp): JsonTree['members'] {
  const members = new Map<string, JsonTree>();
  const keys = [...(a.members?.keys() ?? [])];
  for (const key of b.members?.keys() ?? []) if (a.members?.has(key) !== true) keys.push(key);
  for (const key of keys.sort()) {
    const merged = mergeJsonTrees(a.members?.get(key) ?? EMPTY, b.members?.get(key) ?? EMPTY, floor);
    if (merged !== null) members.set(key, merged);
  }
  return members.size > 0 ? members : null;
}

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

export interface StampedPlace {
  /** Not to be kept: it is the same array at every place. */
  readonly path: readonly string[];
  readonly stamp: Stamp;
  readonly isObject: boolean;
}

/** Shows every stamp in the tree, with the path to it and whether the value there is an object. */
export function visitStamps(tree: JsonTree, visit: (place: StampedPlace) => void, path: string[] = []): void {
  const isObject = tree.members !== null || tree.leaf?.text === '{}';
  if (tree.leaf !== null) visit({ path, stamp: tree.leaf.stamp, isObject });
  for (const [key, member] of tree.members ?? []) {
    path.push(key);
    visitStamps(member, visit, path);
    path.pop();
  }
}
