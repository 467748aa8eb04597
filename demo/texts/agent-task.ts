import type { Json, JsonObject } from '../wire/trace-batch.js';

/** What an agent is asked to do, and how it goes about it. Texts may hold the places of slots.ts. */
export interface AgentTask {
  readonly agent: string;
  readonly system: string;
  readonly tags: readonly string[];
  readonly phrasings: readonly AgentPhrasing[];
  readonly plan: readonly string[];
  readonly steps: readonly AgentStep[];
}

/** One way in which users ask for it, and the answer in their language. */
export interface AgentPhrasing {
  readonly language: string;
  readonly request: string;
  readonly answer: string;
}

export interface AgentStep {
  readonly thought: string;
  /** Tools called at the same time. */
  readonly calls: readonly ToolCall[];
  /** Another agent that takes over a part. */
  readonly handoff?: Handoff;
}

export interface ToolCall {
  readonly tool: string;
  readonly arguments: JsonObject;
  readonly result: Json;
  readonly medianMs: number;
  /** What happens inside it. */
  readonly inner?: readonly InnerOperation[];
  readonly failure?: ToolFailure;
}

/** How it sometimes fails; the agent then tries again. */
export interface ToolFailure {
  readonly message: string;
  /** 0–1, each time. */
  readonly chance: number;
  /** Wrong arguments of the first attempt, which the agent corrects. */
  readonly arguments?: JsonObject;
}

export interface InnerOperation {
  readonly type: 'SPAN' | 'RETRIEVER' | 'EMBEDDING' | 'EVENT';
  readonly name: string;
  readonly input?: Json;
  readonly output?: Json;
  readonly medianMs: number;
}

export interface Handoff {
  readonly agent: string;
  readonly instruction: string;
  readonly steps: readonly AgentStep[];
  readonly result: string;
}
