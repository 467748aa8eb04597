import {
  arrayJson,
  elementsOf,
  isArrayJson,
  isObjectJson,
  membersOf,
  objectJson,
  type Json,
} from './json-text.js';

export type Member = readonly [name: string, json: Json];

/** What the parts that are kept may come to; the rest of what metadata may be is for what they lie in. */
const ROOM: Load = { values: 9_900, characters: 4_000_000, paths: 4_000_000 };

/** What is measured of metadata: values, characters, and those of the paths of all members. */
interface Load {
  readonly values: number;
  readonly characters: number;
  readonly paths: number;
}

/** Of what is not even measured, as there is no room for it whatever else goes. */
const TOO_MUCH: Load = { values: Infinity, characters: Infinity, paths: Infinity };

/** A member of what the application said, or a part of one of ours: an attribute, an event. */
interface Part {
  readonly section: string;
  readonly json: Json;
  readonly load: Load;
  /** How many it stands for. */
  readonly count: number;
  /** In an object; null: an element. */
  readonly name: string | null;
}

/**
 * As much of metadata as may be stored: the lightest parts stay, so that what goes is as little as can be, and of equal ones the first.
 * The last member says how many parts of what were left out; those of the application are counted as `metadata`.
 * @param mark its name
 * @param unlisted how many parts of a member there are that it does not have: they go, too
 */
export function cutMetadata(
  said: readonly Member[],
  ours: readonly Member[],
  mark: string,
  unlisted: ReadonlyMap<string, number> = NONE,
): Json {
  const ofSaid = said.map(([name, json]) => partOf(SAID, json, name));
  const ofOurs = ours.map(([section, json]) => partsOf(section, json));
  const kept = lightest([...ofSaid, ...ofOurs.flat()]);
  const cut = new Map(unlisted);
  const stay = (parts: readonly Part[]): readonly Part[] =>
    parts.filter((part) => {
      if (kept.has(part)) return true;
      cut.set(part.section, (cut.get(part.section) ?? 0) + part.count);
      return false;
    });
  const members: Member[] = stay(ofSaid).map(({ name, json }) => [name ?? '', json]);
  ours.forEach(([section, whole], index) => {
    const parts = stay(ofOurs[index] ?? []);
    if (parts.length > 0) members.push([section, cut.has(section) ? joined(parts) : whole]);
  });
  members.push([mark, objectJson([...cut].map(([section, count]) => [section, String(count)]))]);
  return objectJson(members);
}

const SAID = 'metadata';
const NONE: ReadonlyMap<string, number> = new Map();

function lightest(parts: readonly Part[]): ReadonlySet<Part> {
  const kept = new Set<Part>();
  let { values, characters, paths } = ROOM;
  const byWeight = parts.map((part) => ({ part, weight: weightOf(part.load) }));
  for (const { part } of byWeight.sort((a, b) => a.weight - b.weight)) {
    const { load } = part;
    if (load.values > values || load.characters > characters || load.paths > paths) continue;
    kept.add(part);
    values -= load.values;
    characters -= load.characters;
    paths -= load.paths;
  }
  return kept;
}

/** The share of the room that it takes most of. */
function weightOf({ values, characters, paths }: Load): number {
  return Math.max(values / ROOM.values, characters / ROOM.characters, paths / ROOM.paths);
}

function joined(parts: readonly Part[]): Json {
  const [{ name } = { name: null }] = parts;
  if (name === null) return arrayJson(parts.map(({ json }) => json));
  return objectJson(parts.map((part) => [part.name ?? '', part.json]));
}

function partsOf(section: string, json: Json): readonly Part[] {
  if (!isObjectJson(json) && !isArrayJson(json)) return [partOf(section, json, '')];
  const members = membersOf(json);
  const all =
    members === undefined ? elementsOf(json)?.map((element) => [null, element] as const) : [...members];
  if (all === undefined) {
    // More values than are looked into.
    const count = Object.keys(JSON.parse(json) as object).length;
    return [{ section, json, name: '', load: TOO_MUCH, count }];
  }
  const parts = all.slice(0, ROOM.values).map(([name, part]) => partOf(section, part, name));
  const others = all.length - parts.length;
  return others === 0 ? parts : [...parts, { section, json: '', name: null, load: TOO_MUCH, count: others }];
}

function partOf(section: string, json: Json, name: string | null): Part {
  if (json.length > ROOM.characters) return { section, json, name, load: TOO_MUCH, count: 1 };
  const prefix = section === SAID ? 0 : nameLength(section);
  const own = name === null ? 0 : nameLength(name);
  const inner = loadOf(JSON.parse(json), prefix + own);
  return {
    section,
    json,
    name,
    count: 1,
    load: {
      values: inner.values,
      characters: inner.characters + json.length + own + 1,
      paths: inner.paths + (name === null ? 0 : prefix + own),
    },
  };
}

/** With its quotes and the colon. */
function nameLength(name: string): number {
  return JSON.stringify(name).length + 1;
}

/** Of a value that lies at a path; of its characters only those that numbers get where they are written without an exponent. */
function loadOf(value: unknown, path: number): Load {
  if (typeof value === 'number') return { values: 1, characters: exponentOf(value), paths: 0 };
  if (typeof value !== 'object' || value === null) return { values: 1, characters: 0, paths: 0 };
  let values = 1;
  let characters = 0;
  let paths = 0;
  const add = (member: unknown, at: number): void => {
    const load = loadOf(member, at);
    values += load.values;
    characters += load.characters;
    paths += load.paths;
  };
  if (Array.isArray(value)) {
    for (const element of value) add(element, path);
    return { values, characters, paths };
  }
  for (const [name, member] of Object.entries(value)) {
    const at = path + nameLength(name);
    paths += at;
    add(member, at);
  }
  return { values, characters, paths };
}

function exponentOf(value: number): number {
  return Number.isFinite(value) ? Math.abs(Number(/e(.*)$/.exec(String(value))?.[1] ?? 0)) : 0;
}
