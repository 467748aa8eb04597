import { builtinData, type BuiltinModel } from './builtin-data.js';
import { spellingsOf, type ModelSpelling } from './model-spelling.js';

/** What is behind a name and says only which edition of the model it is. */
const EDITION = /(?:[-@](?:\d{4}-\d{2}-\d{2}|\d{8}|latest|default)|\[1m\])$/;
/** The same as part of a pattern. */
export const EDITION_PATTERN = String.raw`(?:[-@](?:\d{4}-\d{2}-\d{2}|\d{8}|latest|default)|\[1m\])?`;

/** Some hosts give away what others sell: no price of a name without it is theirs. */
const FREE = ':free';
/** `deepseek-r1:8b`: those who run models themselves call them so. */
const TAGGED = /^(?!ft:).*:/;

/** The models of one provider, or of all whose models are known by their names alone, as they are looked for. */
interface Shelf {
  readonly names: ReadonlyMap<string, BuiltinModel>;
  /** Longest first. */
  readonly ends: readonly Match[];
  readonly prefixes: readonly Match[];
  readonly parts: readonly Match[];
}

type Match = readonly [text: string, model: BuiltinModel];

const shelves = new Map<string, Shelf>();

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

/** What the provider that was named has comes before what it resells; where none was, the surest way to find it tells whose model it is. */
function modelOf({ providers, names, isProvided, isExact }: ModelSpelling): BuiltinModel | null {
  const places = isProvided
    ? providers.map((provider) => shelfOf([provider], false))
    : [shelfOf(providers, true)];
  for (const name of names) {
    const isTagged = isProvided ? name.endsWith(FREE) : TAGGED.test(name);
    for (const shelf of places) {
      const model = named(shelf, name) ?? (isExact || isTagged ? undefined : alike(shelf, name));
      if (model !== undefined) return model;
    }
  }
  return null;
}

function named({ names }: Shelf, name: string): BuiltinModel | undefined {
  return names.get(name) ?? names.get(name.replace(EDITION, ''));
}

function alike({ ends, prefixes, parts }: Shelf, name: string): BuiltinModel | undefined {
  for (const [text, model] of ends) if (name.endsWith(text)) return model;
  for (const [text, model] of prefixes) if (name.startsWith(text)) return model;
  for (const [text, model] of parts) if (name.includes(text)) return model;
  return undefined;
}

function shelfOf(providers: readonly string[], isBare: boolean): Shelf {
  const key = `${providers.join()}${isBare ? '' : ':'}`;
  let shelf = shelves.get(key);
  if (shelf === undefined) {
    const models = providers.flatMap(modelsOf);
    shelf = filled(isBare ? models.filter((model) => model.prefixed !== true) : models);
    shelves.set(key, shelf);
  }
  return shelf;
}

function modelsOf(provider: string): readonly BuiltinModel[] {
  return builtinData().models.filter(({ id }) => id.startsWith(`${provider}:`));
}

function filled(models: readonly BuiltinModel[]): Shelf {
  // Of two with one name the first.
  const names = new Map<string, BuiltinModel>();
  for (const model of models)
    for (const name of model.names ?? []) if (!names.has(name)) names.set(name, model);
  return {
    names,
    ends: longestFirst(models, 'ends'),
    prefixes: longestFirst(models, 'prefixes'),
    parts: longestFirst(models, 'parts'),
  };
}

function longestFirst(
  models: readonly BuiltinModel[],
  kind: 'ends' | 'prefixes' | 'parts',
): readonly Match[] {
  return models
    .flatMap((model) => (model[kind] ?? []).map((text): Match => [text, model]))
    .toSorted(([one], [other]) => other.length - one.length);
}
