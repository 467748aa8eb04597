import type { Answers, Convention, Question } from './convention.js';
import { flue } from './conventions/flue.js';
import { genAi } from './conventions/gen-ai.js';
import { genAiEvents } from './conventions/gen-ai-events.js';
import { genAiTool } from './conventions/gen-ai-tool.js';
import { genkit } from './conventions/genkit.js';
import { googleAdk } from './conventions/google-adk.js';
import { indexedMessages } from './conventions/indexed-messages.js';
import { langfuse } from './conventions/langfuse.js';
import { livekit } from './conventions/livekit.js';
import { logfire } from './conventions/logfire.js';
import { mlflow } from './conventions/mlflow.js';
import { openInference } from './conventions/openinference.js';
import { plain } from './conventions/plain.js';
import { traceloop } from './conventions/traceloop.js';
import { vercelAi } from './conventions/vercel-ai.js';
import type { SpanReader } from './span-reader.js';

/**
 * All conventions, in the order in which they are asked for what a span was given and what it gave; the first that answers is believed.
 * A new one is a file beside the others and a line here.
 */
const CONVENTIONS: readonly Convention[] = [
  langfuse,
  genkit,
  vercelAi,
  flue,
  genAiEvents,
  googleAdk,
  logfire,
  livekit,
  mlflow,
  traceloop,
  openInference,
  plain,
  indexedMessages,
  genAi,
  genAiTool,
];

/** Questions for which some go before the others. */
const FIRST: Partial<Record<Question, readonly Convention[]>> = {
  type: [langfuse, openInference, genAi, genkit, vercelAi, genAiTool, flue, livekit, mlflow, traceloop],
  observationName: [genAiTool, genkit, logfire, vercelAi],
  model: [langfuse, vercelAi, genAi, openInference],
  modelParameters: [langfuse, genkit, vercelAi, openInference, logfire],
  usage: [langfuse, genkit, vercelAi, genAi],
  level: [langfuse, livekit, logfire],
  userId: [langfuse, vercelAi],
  sessionId: [langfuse, genAi, vercelAi],
};

function orderOf(question: Question): readonly Convention[] {
  const order = new Set([...(FIRST[question] ?? []), ...CONVENTIONS]);
  return [...order].filter((convention) => convention[question] !== undefined);
}

const ORDERS = new Map<Question, readonly Convention[]>();

const OWNERS = new Map<string, Convention>();
for (const convention of CONVENTIONS) {
  for (const key of convention.keys) {
    if (OWNERS.has(key)) throw new Error(`${key} has two owners`);
    OWNERS.set(key, convention);
  }
}

/** No beginning of a key that is owned has more parts. */
const MAX_PARTS = 4;

/** The convention that owns an attribute; undefined: it is nobody's. */
export function ownerOf(key: string): Convention | undefined {
  let owner = OWNERS.get(key);
  if (owner !== undefined) return owner;
  for (let at = 0, parts = 0; at < key.length && parts < MAX_PARTS; at++) {
    const character = key.charCodeAt(at);
    if (character !== DOT && character !== COLON) continue;
    owner = OWNERS.get(key.slice(0, at + 1)) ?? owner;
    parts++;
  }
  return owner;
}

const DOT = 0x2e;
const COLON = 0x3a;

/** The conventions in whose words a span speaks. */
export type Speakers = ReadonlySet<Convention>;

const BY_OTHER_SIGNS = CONVENTIONS.filter(({ speaks }) => speaks !== undefined);

export function speakersOf(span: SpanReader): Speakers {
  const speakers = new Set<Convention>();
  for (const key of span.span.attributes.keys()) {
    const owner = ownerOf(key);
    if (owner !== undefined) speakers.add(owner);
  }
  for (const convention of BY_OTHER_SIGNS) if (convention.speaks?.(span) === true) speakers.add(convention);
  return speakers;
}

/** Whoever is in the order of a question answers it. */
type Answerer<Q extends Question> = (span: SpanReader) => Answers[Q] | undefined;

/** The first answer, in the order of precedence for the question. */
export function ask<Q extends Question>(
  question: Q,
  span: SpanReader,
  speakers: Speakers,
): Answers[Q] | undefined {
  let order = ORDERS.get(question);
  if (order === undefined) ORDERS.set(question, (order = orderOf(question)));
  for (const convention of order) {
    if (!speakers.has(convention)) continue;
    const answer = (convention[question] as Answerer<Q>)(span);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

/** Of a span that sums up others, only what was expressly meant for it counts. */
export function expressOf(speakers: Speakers): Speakers {
  return new Set([langfuse].filter((convention) => speakers.has(convention)));
}
