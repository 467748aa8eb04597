import { builtinData, type BuiltinModel } from './builtin-data.js';
import { spellingsOf, type ModelSpelling } from './model-spelling.js';

/** What is behind a name and says only which edition of the model it is. */
const EDITION = /(?:[-@](?:\d{4}-\d{2}-\d{2}|\d{8}|latest|default)|\[1m\])$/;
/** The same as part of a pattern. */
export const EDITION_PATTERN = String.raw`(?:[-@](?:\d{4}-\d{2}-\d{2}|\d{8}|latest|default)|\[1m\])?`;

/** Some hosts give away what others sell: no price of the same name is theirs. */
const FREE = ':free';

interface Shelf {
  readonly names: ReadonlyMap<string, BuiltinModel>;
  readonly bareNames: ReadonlyMap<string, BuiltinModel>;
  /** Longest first. */
  readonly ends: readonly Match[];
  readonly prefixes: readonly Match[];
  readonly parts: readonly Match[];
}

type Match = readonly [text: string, model: BuiltinModel];

let shelves: ReadonlyMap<string, Shelf> | null = null;

/**
 * The built-in model that a name means; null where none is known. The search is bounded by the length of the name: it takes no pattern, as
 * names come from whoever sends them and the models are many.
 */
export function builtinModelOf(name: string): BuiltinModel | null {
  for (const spelling of spellingsOf(name)) {
    const model = modelOf(spelling);
    if (model !== null) return model;
  }
  return null;
}

/** How a model is found among those of a provider, the surest way first. */
const WAYS: readonly ((shelf: Shelf, name: string, isBare: boolean) => BuiltinModel | undefined)[] = [
  (shelf, name, isBare) => (isBare ? shelf.bareNames : shelf.names).get(name),
  (shelf, name, isBare) => (isBare ? shelf.bareNames : shelf.names).get(name.replace(EDITION, '')),
  (shelf, name, isBare) => firstOf(shelf.ends, isBare, (text) => name.endsWith(text)),
  (shelf, name, isBare) => firstOf(shelf.prefixes, isBare, (text) => name.startsWith(text)),
  (shelf, name, isBare) => firstOf(shelf.parts, isBare, (text) => name.includes(text)),
];
const EXACT_WAYS = 2;

function modelOf({ providers, names, isProvided, isExact }: ModelSpelling): BuiltinModel | null {
  const all = (shelves ??= filledShelves());
  for (const name of names) {
    const ways = isExact || name.endsWith(FREE) ? WAYS.slice(0, EXACT_WAYS) : WAYS;
    for (const [way, provider] of isProvided ? byProvider(ways, providers) : byWay(ways, providers)) {
      const shelf = all.get(provider);
      const model = shelf && way(shelf, name, !isProvided);
      if (model !== undefined) return model;
    }
  }
  return null;
}

type Step = readonly [way: (typeof WAYS)[number], provider: string];

/** What the provider that was named has comes before what it resells. */
function byProvider(ways: typeof WAYS, providers: readonly string[]): readonly Step[] {
  return providers.flatMap((provider) => ways.map((way): Step => [way, provider]));
}

/** Where none was named, the surest way tells whose model it is. */
function byWay(ways: typeof WAYS, providers: readonly string[]): readonly Step[] {
  return ways.flatMap((way) => providers.map((provider): Step => [way, provider]));
}

function firstOf(
  matches: readonly Match[],
  isBare: boolean,
  holds: (text: string) => boolean,
): BuiltinModel | undefined {
  return matches.find(([text, model]) => (!isBare || model.prefixed !== true) && holds(text))?.[1];
}

function filledShelves(): ReadonlyMap<string, Shelf> {
  const byProvider = new Map<string, BuiltinModel[]>();
  for (const model of builtinData().models) {
    const provider = model.id.slice(0, model.id.indexOf(':'));
    const models = byProvider.get(provider);
    if (models === undefined) byProvider.set(provider, [model]);
    else models.push(model);
  }
  return new Map([...byProvider].map(([provider, models]) => [provider, shelfOf(models)]));
}

function shelfOf(models: readonly BuiltinModel[]): Shelf {
  return {
    names: namesOf(models),
    bareNames: namesOf(models.filter((model) => model.prefixed !== true)),
    ends: longestFirst(models, 'ends'),
    prefixes: longestFirst(models, 'prefixes'),
    parts: longestFirst(models, 'parts'),
  };
}

/** The first of two with one name. */
function namesOf(models: readonly BuiltinModel[]): ReadonlyMap<string, BuiltinModel> {
  const names = new Map<string, BuiltinModel>();
  for (const model of models)
    for (const name of model.names ?? []) if (!names.has(name)) names.set(name, model);
  return names;
}

function longestFirst(
  models: readonly BuiltinModel[],
  kind: 'ends' | 'prefixes' | 'parts',
): readonly Match[] {
  return models
    .flatMap((model) => (model[kind] ?? []).map((text): Match => [text, model]))
    .toSorted(([one], [other]) => other.length - one.length);
}
