import { RecentKeys } from '../recent-keys.js';

/**
 * What a bucket of usage counts, whatever its vendor, SDK or framework calls it. Each class has one canonical name, which built-in
 * prices use as well.
 */
export type BucketClass =
  | 'input'
  | 'input_cached'
  | 'input_cache_creation'
  | 'input_cache_creation_5m'
  | 'input_cache_creation_1h'
  | 'input_audio'
  | 'input_cached_audio'
  | 'input_image'
  | 'input_cached_image'
  | 'input_video'
  | 'input_cached_video'
  | 'output'
  | 'output_reasoning'
  | 'output_audio'
  | 'output_image'
  | 'output_video'
  | 'web_search'
  | 'total';

export type BucketSide = 'input' | 'output' | null;

export interface BucketKind {
  /** Null: a name that says something that we do not know; only a price of just this name is its price. */
  readonly class: BucketClass | null;
  readonly side: BucketSide;
}

/**
 * The class whose price is that of another one too where that has none of its own, by the way vendors charge: reasoning is output, cached
 * input without a discount is input, a picture is read as input, a cache write of no said duration is one of five minutes. Nothing
 * stands for sound or for what is written as pictures and films: those prices differ by an order of magnitude.
 */
export const STANDS_FOR: Readonly<Partial<Record<BucketClass, BucketClass>>> = {
  input_cached: 'input',
  input_cache_creation_5m: 'input_cache_creation',
  input_image: 'input',
  input_video: 'input',
  input_cached_image: 'input_cached',
  input_cached_video: 'input_cached',
  output_reasoning: 'output',
};

const kinds = new RecentKeys(readKind);

/** What a bucket of this name counts. */
export function kindOf(bucket: string): BucketKind {
  return kinds.get(bucket);
}

const WORDS = /[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+[a-z]*/g;

type Trait =
  'input' | 'output' | 'cache' | 'miss' | 'write' | 'read' | 'reasoning' | 'total' | 'search' | Medium | Ttl;
type Medium = 'audio' | 'image' | 'video' | 'text';
type Ttl = '5m' | '1h';

/** Undefined: a word that is not known. Null: one that says nothing. */
const TRAITS: ReadonlyMap<string, Trait | null> = new Map<string, Trait | null>([
  ['input', 'input'],
  ['prompt', 'input'],
  ['output', 'output'],
  ['completion', 'output'],
  ['candidates', 'output'],
  ['response', 'output'],
  ['cache', 'cache'],
  ['cached', 'cache'],
  ['content', null],
  ['ephemeral', 'write'],
  ['write', 'write'],
  ['writes', 'write'],
  ['written', 'write'],
  ['creation', 'write'],
  ['create', 'write'],
  ['created', 'write'],
  ['read', 'read'],
  ['reads', 'read'],
  ['hit', 'read'],
  ['miss', 'miss'],
  ['no', 'miss'],
  ['uncached', 'miss'],
  ['5m', '5m'],
  ['1h', '1h'],
  ['reasoning', 'reasoning'],
  ['thoughts', 'reasoning'],
  ['thinking', 'reasoning'],
  ['audio', 'audio'],
  ['image', 'image'],
  ['video', 'video'],
  ['text', 'text'],
  ['document', 'text'],
  ['accepted', null],
  ['rejected', null],
  ['prediction', 'output'],
  ['tool', null],
  ['use', null],
  ['modality', null],
  ['token', null],
  ['tokens', null],
  ['count', null],
  ['num', null],
  ['details', null],
  ['total', 'total'],
  ['server', null],
  ['web', null],
  ['search', 'search'],
  ['searches', 'search'],
  ['requests', null],
]);

/** As Vertex AI numbers them. */
const MODALITIES = [undefined, 'text', 'image', 'video', 'audio', 'document'];
const NUMBERED = /(?<=modality_)(\d)$/i;

function readKind(bucket: string): BucketKind {
  const words =
    bucket.replace(NUMBERED, (_, number: string) => MODALITIES[Number(number)] ?? number).match(WORDS) ?? [];
  const traits = new Set<Trait>();
  let isKnown = words.length > 0;
  for (const word of words) {
    const trait = TRAITS.get(word.toLowerCase());
    if (trait === undefined) isKnown = false;
    else if (trait !== null) traits.add(trait);
  }
  const side = sideOf(traits);
  return { class: isKnown ? classOf(traits, side) : null, side };
}

function sideOf(traits: ReadonlySet<Trait>): BucketSide {
  if (traits.has('input')) return traits.has('output') ? null : 'input';
  if (traits.has('output') || traits.has('reasoning')) return 'output';
  return traits.has('cache') || traits.has('write') ? 'input' : null;
}

function classOf(traits: ReadonlySet<Trait>, side: BucketSide): BucketClass | null {
  if (traits.has('search')) return side === null ? 'web_search' : null;
  if (side === null) return traits.has('total') && traits.size === 1 ? 'total' : null;
  return side === 'input' ? inputClass(traits) : outputClass(traits);
}

function inputClass(traits: ReadonlySet<Trait>): BucketClass | null {
  if (traits.has('reasoning') || traits.has('total')) return null;
  const medium = mediumOf(traits);
  if (traits.has('write')) return medium === null ? writeClass(traits) : null;
  if (traits.has('5m') || traits.has('1h')) return null;
  const isCached = traits.has('cache') && !traits.has('miss');
  if (medium === null) return isCached ? 'input_cached' : 'input';
  return isCached ? `input_cached_${medium}` : `input_${medium}`;
}

function writeClass(traits: ReadonlySet<Trait>): BucketClass | null {
  if (traits.has('read')) return null;
  if (traits.has('5m')) return traits.has('1h') ? null : 'input_cache_creation_5m';
  return traits.has('1h') ? 'input_cache_creation_1h' : 'input_cache_creation';
}

const NOT_OF_OUTPUT = ['cache', 'miss', 'write', 'read', 'total', '5m', '1h'] as const;

function outputClass(traits: ReadonlySet<Trait>): BucketClass | null {
  if (NOT_OF_OUTPUT.some((trait) => traits.has(trait))) return null;
  const medium = mediumOf(traits);
  if (traits.has('reasoning')) return medium === null ? 'output_reasoning' : null;
  return medium === null ? 'output' : `output_${medium}`;
}

/** Null: text. */
function mediumOf(traits: ReadonlySet<Trait>): 'audio' | 'image' | 'video' | null {
  if (traits.has('audio')) return 'audio';
  if (traits.has('image')) return 'image';
  return traits.has('video') ? 'video' : null;
}
