import { OBSERVATION_TYPES } from '../../langfuse/event-types.js';
import { isAllCounted, isAllPaid } from '../../langfuse/usage-details.js';
import type { AttributeValue } from '../attribute-value.js';
import type { Amounts, Convention, Level, ObservationType, PromptLink } from '../convention.js';
import { cleanText, embeddedJson, isObjectJson, parsedJson } from '../json-text.js';
import { MAX_TEXT, numberOf, textOf, type SpanReader } from '../span-reader.js';
import { membersUnder, takeWithin, type SpecialMember } from '../langfuse-metadata.js';
import { timestampIn, unlessBeforeStart } from '../span-times.js';

const MODEL = ['langfuse.observation.model.name', 'langfuse.observation.model'];
const PARAMETERS = ['langfuse.observation.model.parameters', 'langfuse.observation.modelParameters'];
const USAGE = ['langfuse.observation.usage_details', 'langfuse.observation.usageDetails'];
const COST = ['langfuse.observation.cost_details', 'langfuse.observation.costDetails'];

/** What Langfuse's own SDKs say, and others that say it in their words. */
export const langfuse: Convention = {
  title: 'Langfuse',
  keys: ['langfuse.', 'user.id', 'session.id', 'tag.tags'],
  type: typeOf,
  level: (span) => {
    const key = 'langfuse.observation.level';
    const level = levelNamed(span.text(key) ?? '');
    // Another word than ours says a little more.
    if (level === span.text(key)) span.take(key);
    return level;
  },
  statusMessage: (span) =>
    span.takeText(['langfuse.observation.status_message', 'langfuse.observation.statusMessage'], MAX_MESSAGE),
  input: (span) => span.takeJson(['langfuse.observation.input']),
  output: (span) => span.takeJson(['langfuse.observation.output']),
  model: (span) => span.takeText(MODEL),
  modelParameters: (span) => {
    const key = PARAMETERS.find((name) => span.has(name));
    return key === undefined ? undefined : span.takeObject(key);
  },
  usage: (span) => amountsAt(span, USAGE, isAllCounted),
  cost: (span) => {
    const costs = amountsAt(span, COST, (sent) => isAllPaid(numbersOf(sent)));
    return costs && numbersOf(costs);
  },
  completionStart: (span) => {
    const keys = [
      'langfuse.observation.completion_start_time',
      'langfuse.observation.completionStartTime',
    ].filter((key) => span.has(key));
    for (const key of keys) {
      const time = unlessBeforeStart(span.span, timestampIn(span.text(key) ?? ''));
      if (time === undefined) continue;
      span.take(key);
      return time;
    }
    return undefined;
  },
  prompt: (span) =>
    promptAt(span, 'langfuse.observation.prompt.name', 'langfuse.observation.prompt.version') ??
    promptAt(span, 'langfuse.prompt.name', 'langfuse.prompt.version'),
  metadata: (span) => membersUnder(span, ['langfuse.observation.metadata', 'langfuse.metadata']),
  traceName: (span) => span.takeText(['langfuse.trace.name'], MAX_NAME),
  traceInput: (span) => span.takeJson(['langfuse.trace.input']),
  traceOutput: (span) => span.takeJson(['langfuse.trace.output']),
  traceMetadata: (span) => membersUnder(span, ['langfuse.trace.metadata']),
  tags: (span) => takeTags(span, TAG_KEYS) ?? tagsWithin(span),
  public: (span) => span.takeFlag(['langfuse.trace.public', 'langfuse.public']),
  userId: (span) =>
    span.takeText([
      'langfuse.user.id',
      'user.id',
      'langfuse.trace.metadata.langfuse_user_id',
      'langfuse.observation.metadata.langfuse_user_id',
      'langfuse.metadata.langfuse_user_id',
    ]) ?? textWithin(span, 'langfuse_user_id'),
  sessionId: (span) =>
    span.takeText([
      'langfuse.session.id',
      'session.id',
      'langfuse.trace.metadata.langfuse_session_id',
      'langfuse.observation.metadata.langfuse_session_id',
      'langfuse.metadata.langfuse_session_id',
    ]) ?? textWithin(span, 'langfuse_session_id'),
};

const MAX_NAME = 1000;
const MAX_MESSAGE = 1_000_000;
const MAX_TAG = 200;
const MAX_TAG_CHARACTERS = 1_000_000;
const MAX_BUCKETS = 200;
const MAX_PROMPT_VERSION = 2_147_483_647;

function typeOf(span: SpanReader): ObservationType | undefined {
  const key = 'langfuse.observation.type';
  const type = (span.text(key) ?? '').toUpperCase();
  // The first versions for Python said `span` also of generations.
  if (type === 'SPAN' && isEarlyPython(span) && saysGeneration(span)) {
    span.take(key);
    return 'GENERATION';
  }
  if (!OBSERVATION_TYPES.includes(type)) return undefined;
  span.take(key);
  return type as ObservationType;
}

function isEarlyPython({ span }: SpanReader): boolean {
  const { name, version } = span.scope;
  if (name !== 'langfuse-sdk' || span.resource.attributes.get('telemetry.sdk.language') !== 'python')
    return false;
  const [major = NaN, minor = NaN, patch = NaN] = version.split('.').map(Number);
  return major === 3 && (minor < 3 || (minor === 3 && patch === 0));
}

function saysGeneration(span: SpanReader): boolean {
  return [
    ...MODEL,
    ...PARAMETERS,
    ...USAGE,
    ...COST,
    'langfuse.observation.completion_start_time',
    'langfuse.observation.prompt.name',
  ].some((key) => span.has(key));
}

const LEVELS: ReadonlyMap<string, Level> = new Map<string, Level>([
  ...(['debug', 'trace', 'verbose'] as const).map((name) => [name, 'DEBUG'] as const),
  ...(['default', 'info', 'log', 'notice', 'ok', 'success'] as const).map(
    (name) => [name, 'DEFAULT'] as const,
  ),
  ...(['warning', 'warn'] as const).map((name) => [name, 'WARNING'] as const),
  ...(['error', 'fatal', 'critical'] as const).map((name) => [name, 'ERROR'] as const),
]);

function levelNamed(name: string): Level | undefined {
  return LEVELS.get(name.toLowerCase());
}

/** The amounts that a JSON object names; what is no number says nothing, and then the object stays among the attributes. */
function amountsAt(
  span: SpanReader,
  keys: readonly string[],
  isAllUsed: (amounts: Amounts) => boolean,
): Amounts | undefined {
  const key = keys.find((name) => span.has(name));
  const json = key === undefined ? undefined : span.json(key);
  const value = json === undefined || !isObjectJson(json) ? undefined : parsedJson(json);
  if (key === undefined || typeof value !== 'object' || value === null) return undefined;
  const amounts = new Map(Object.entries(value as Record<string, number>));
  if (amounts.size > MAX_BUCKETS) return undefined;
  if (isAllUsed(amounts)) span.take(key);
  return amounts;
}

/** Decimals are often written as texts, so that they keep their digits. */
function numbersOf(amounts: ReadonlyMap<string, unknown>): Amounts {
  return new Map(
    [...amounts].map(([name, value]) => {
      const number = typeof value === 'string' ? numberOf(value) : undefined;
      return [name, number ?? (value as number)];
    }),
  );
}

function promptAt(span: SpanReader, nameKey: string, versionKey: string): PromptLink | undefined {
  const prompt = promptOf(span.text(nameKey), numberOf(span.get(versionKey)));
  if (prompt !== undefined) span.take(nameKey, versionKey);
  return prompt;
}

/** Undefined unless both are what they are to be. */
export function promptOf(name: unknown, version: unknown): PromptLink | undefined {
  if (typeof name !== 'string' || name === '' || name.length > MAX_NAME) return undefined;
  if (typeof version !== 'number' || !Number.isInteger(version)) return undefined;
  return version < 0 || version > MAX_PROMPT_VERSION ? undefined : { name, version };
}

const TAG_KEYS = [
  'langfuse.trace.tags',
  'langfuse.tags',
  'langfuse.trace.metadata.langfuse_tags',
  'langfuse.observation.metadata.langfuse_tags',
  'langfuse.metadata.langfuse_tags',
  'tag.tags',
];

/** Of the first of the keys that has any. A text that is too long is no tag: it stays where it was said. */
export function takeTags(span: SpanReader, keys: readonly string[]): readonly string[] | undefined {
  for (const key of keys) {
    const said = textsIn(span.get(key));
    const tags = said.filter((tag) => tag.length <= MAX_TAG);
    if (tags.length === 0) continue;
    if (tags.length === said.length) span.take(key);
    return tags.map(cleanText);
  }
  return undefined;
}

/** The same of a whole object of metadata. */
function tagsWithin(span: SpanReader): readonly string[] | undefined {
  return takeWithin(span, 'langfuse_tags', (value) => {
    const said = textsIn(value);
    const tags = said.filter((tag) => tag.length <= MAX_TAG);
    return tags.length === 0
      ? undefined
      : { answer: tags.map(cleanText), isWhole: tags.length === said.length };
  });
}

function textWithin(span: SpanReader, name: SpecialMember): string | undefined {
  return takeWithin(span, name, (value) => {
    const text = textOf(value);
    return text === undefined || text.length > MAX_TEXT
      ? undefined
      : { answer: cleanText(text), isWhole: true };
  });
}

const NO_TEXTS: readonly string[] = [];

/** Of an array, of JSON text that is one, of text with commas. */
function textsIn(value: AttributeValue | undefined): readonly string[] {
  if (value === undefined) return NO_TEXTS;
  const list = typeof value === 'string' ? tagsInText(value) : value;
  if (!Array.isArray(list)) return NO_TEXTS;
  return (list as unknown[])
    .map((tag) => textOf(tag as AttributeValue)?.trim() ?? '')
    .filter((tag) => tag !== '');
}

function tagsInText(text: string): unknown {
  if (text.length > MAX_TAG_CHARACTERS) return undefined;
  const json = text.trimStart().startsWith('[') ? embeddedJson(text) : undefined;
  return json === undefined ? text.split(',') : parsedJson(json);
}
