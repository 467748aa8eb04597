import type { Timestamp } from '../../../common/time/timestamp.js';
import type { Json } from './json-text.js';
import type { SpanReader } from './span-reader.js';

export type ObservationType =
  | 'SPAN'
  | 'GENERATION'
  | 'EVENT'
  | 'AGENT'
  | 'TOOL'
  | 'CHAIN'
  | 'RETRIEVER'
  | 'EVALUATOR'
  | 'EMBEDDING'
  | 'GUARDRAIL';

export type Level = 'DEBUG' | 'DEFAULT' | 'WARNING' | 'ERROR';

export interface PromptLink {
  readonly name: string;
  readonly version: number;
}

/** What was used or paid, by name of the bucket. Buckets do not overlap; `total`, where it was said, is the whole. */
export type Amounts = ReadonlyMap<string, number>;

/** A member of metadata, and the attribute that says it: it is taken by `saidMetadata`, which knows whether another has said otherwise. */
export interface MetadataMember {
  readonly name: string;
  readonly json: Json;
  readonly key: string;
}

/** What a convention can be asked of a span. */
export interface Answers {
  type: ObservationType;
  observationName: string;
  level: Level;
  statusMessage: string;
  input: Json;
  output: Json;
  model: string;
  /** An object. */
  modelParameters: Json;
  usage: Amounts;
  cost: Amounts;
  completionStart: Timestamp;
  prompt: PromptLink;
  /** Of the observation. All that is said counts; of what is said twice, what comes first. */
  metadata: readonly MetadataMember[];
  /** The span sums up what spans beneath it have used: its model, usage and cost would count twice. */
  sumsUp: true;
  traceName: string;
  traceInput: Json;
  traceOutput: Json;
  traceMetadata: readonly MetadataMember[];
  tags: readonly string[];
  public: boolean;
  userId: string;
  sessionId: string;
}

export type Question = keyof Answers;

/**
 * How a family of emitters writes down what it has seen. Each answer is optional: undefined means that this span says nothing of it.
 * Whoever answers takes from the reader what the answer carries, and nothing else; members of metadata are taken where they are put together.
 */
export type Convention = {
  readonly title: string;
  /** The attributes that it owns: whole keys, and beginnings of keys that end with `.` or `:`. The longest wins. */
  readonly keys: readonly string[];
  /** Whether a span is of this convention that has none of its attributes. */
  readonly speaks?: (span: SpanReader) => boolean;
} & { readonly [Q in Question]?: (span: SpanReader) => Answers[Q] | undefined };
