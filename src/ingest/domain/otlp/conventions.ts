import { RecentKeys } from '../../../common/recent-keys.js';
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
import { logfireEvents } from './conventions/logfire-events.js';
import { logfireRequests } from './conventions/logfire-requests.js';
import { mlflow } from './conventions/mlflow.js';
import { openInference } from './conventions/openinference.js';
import { openInferenceContents } from './conventions/openinference-contents.js';
import { pipecat } from './conventions/pipecat.js';
import { plain } from './conventions/plain.js';
import { pydanticAi } from './conventions/pydantic-ai.js';
import { traceloop } from './conventions/traceloop.js';
import { vercelAi } from './conventions/vercel-ai.js';
import type { SpanReader } from './span-reader.js';

/**
 * All conventions, in the order in which they are asked for what a span was given and what it gave; the first that answers is believed.
 * A new one is a file beside the others and a line here. An emitter that writes the same at several places of the order has a convention for each.
 */
export const CONVENTIONS: readonly Convention[] = [
  langfuse,
  genkit,
  vercelAi,
  flue,
  genAiEvents,
  googleAdk,
  logfire,
  livekit,
  logfireEvents,
  mlflow,
  traceloop,
  openInference,
  pipecat,
  plain,
  pydanticAi,
  indexedMessages,
  openInferenceContents,
  genAi,
  genAiTool,
  logfireRequests,
];

/** Questions for which some go before the others. */
const FIRST: Partial<Record<Question, readonly Convention[]>> = {
  type: [langfuse, openInference, genAi, genkit, vercelAi, genAiTool, flue, livekit, mlflow, traceloop],
  observationName: [genAiTool, genkit, logfire, vercelAi],
  model: [langfuse, vercelAi, genAi, openInference],
  modelParameters: [langfuse, genkit, vercelAi, openInference, pydanticAi],
  usage: [langfuse, genkit, vercelAi, googleAdk, genAi],
  level: [langfuse, livekit, logfire],
  userId: [langfuse, vercelAi],
  sessionId: [langfuse, flue, genAi, vercelAi],
};

function orderOf(question: Question): readonly Convention[] {
  return [...new Set([...(FIRST[question] ?? []), ...CONVENTIONS])];
}

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

/** Whoever is in the order of a question answers it. */
type Answerer<Q extends Question> = (span: SpanReader) => Answers[Q] | undefined;

/** The conventions in whose words a span speaks: who of them answers what, in the order in which they are asked. */
export class Speakers {
  private readonly answerers = new Map<Question, readonly Answerer<Question>[]>();

  /** @param set a bit for each convention, by its place among them all */
  constructor(private readonly set: number) {}

  has(convention: Convention): boolean {
    return (this.set & bitOf(convention)) !== 0;
  }

  answerersOf<Q extends Question>(question: Q): readonly Answerer<Q>[] {
    let answerers = this.answerers.get(question);
    if (answerers === undefined) {
      const speakers = orderOf(question).filter((convention) => this.has(convention));
      answerers = speakers.flatMap((speaker) => (speaker[question] as Answerer<Question> | undefined) ?? []);
      this.answerers.set(question, answerers);
    }
    return answerers as readonly Answerer<Q>[];
  }
}

function bitOf(convention: Convention): number {
  return 1 << CONVENTIONS.indexOf(convention);
}

/** Emitters speak in a few ways only: each is worked out once. */
const KNOWN_SPEAKERS = new Map<number, Speakers>();
const MAX_KNOWN_SPEAKERS = 1000;

function speakersIn(set: number): Speakers {
  let speakers = KNOWN_SPEAKERS.get(set);
  if (speakers !== undefined) return speakers;
  if (KNOWN_SPEAKERS.size >= MAX_KNOWN_SPEAKERS) KNOWN_SPEAKERS.clear();
  KNOWN_SPEAKERS.set(set, (speakers = new Speakers(set)));
  return speakers;
}

/** The bit of a key's owner; 0: it is nobody's. */
const OWNER_BITS = new RecentKeys((key) => {
  const owner = ownerOf(key);
  return owner === undefined ? 0 : bitOf(owner);
});

const BY_OTHER_SIGNS = CONVENTIONS.filter(({ speaks }) => speaks !== undefined);

export function speakersOf(span: SpanReader): Speakers {
  let set = 0;
  for (const key of span.span.attributes.keys()) set |= OWNER_BITS.get(key);
  for (const convention of BY_OTHER_SIGNS) if (convention.speaks?.(span) === true) set |= bitOf(convention);
  return speakersIn(set);
}

/** The first answer, in the order of precedence for the question. */
export function ask<Q extends Question>(
  question: Q,
  span: SpanReader,
  speakers: Speakers,
): Answers[Q] | undefined {
  for (const answerer of speakers.answerersOf(question)) {
    const answer = answerer(span);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

/** Of a span that sums up others, only what was expressly meant for it counts. */
export function expressOf(speakers: Speakers): Speakers {
  return speakersIn(speakers.has(langfuse) ? bitOf(langfuse) : 0);
}
