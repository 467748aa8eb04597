import type { JsonObject, Level, ObservationBody, ObservationType } from '../wire/trace-batch.js';

/** What kind of step an agent took: the values that agent applications agree on. */
export type StepType = 'llm_call' | 'tool_call' | 'retrieval' | 'planner' | 'memory_write' | 'handoff';

export interface StepStart {
  readonly type: ObservationType;
  readonly name: string;
  readonly stepType?: StepType;
  /** Counts from 0. */
  readonly attemptIndex?: number;
  /** Further metadata. */
  readonly metadata?: JsonObject;
  readonly input?: ObservationBody['input'];
}

/** What is known when it is over; whatever else of an observation was left open may be set here as well. */
export type StepEnd = { readonly level?: Level } & Partial<
  Omit<ObservationBody, 'id' | 'traceId' | 'startTime' | 'endTime' | 'metadata' | 'level'>
>;
