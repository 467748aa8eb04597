import { instant } from '../load/time-window.js';
import type { Json, JsonObject, ObservationType } from '../wire/trace-batch.js';
import type { Attempt, AttemptSize } from './attempt.js';
import type { Model } from './model.js';
import type { Routing } from './model-backend.js';
import type { Run } from './run.js';
import type { StepEnd, StepType } from './step.js';
import { tokenCount } from './token-count.js';
import { usageAndCost } from './usage-and-cost.js';
import type { OpenStep } from './trace-recorder.js';

export interface ModelRequest {
  readonly name: string;
  readonly model: Model;
  /** GENERATION if absent. */
  readonly type?: Extract<ObservationType, 'GENERATION' | 'EMBEDDING' | 'EVALUATOR'>;
  readonly stepType?: StepType;
  readonly parameters?: JsonObject;
  readonly prompt?: { readonly name: string; readonly version: number };
  readonly input: Json;
  /** What it answers when it answers. */
  readonly output: Json;
  /** Prompt tokens that the input does not show, such as the schemas of tools. */
  readonly hiddenTokens?: number;
  /** Tokens of the answer; counted from the output if absent. */
  readonly completionTokens?: number;
  readonly maxAttempts: number;
  readonly pinnedNodeId?: string;
}

const FIRST_BACKOFF_MS = 800;

/**
 * Calls a model, again after a pause where it failed, and records every attempt. Returns the last failure if none
 * went well, else null.
 */
export function callModel(run: Run, parent: OpenStep, request: ModelRequest): string | null {
  const { trace, backend, random } = run;
  const size: AttemptSize = {
    promptTokens: tokenCount(request.input) + (request.hiddenTokens ?? 0),
    completionTokens: request.completionTokens ?? tokenCount(request.output),
  };
  let routing: Routing = { pinnedNodeId: request.pinnedNodeId };
  let failure: string | null = null;
  for (let index = 0; index < request.maxAttempts; index++) {
    if (index > 0) {
      trace.tag('retried');
      trace.pass(FIRST_BACKOFF_MS * 2 ** (index - 1) * random.between(0.8, 1.3));
    }
    const attempt = backend.attempt(request.model, size, trace.now, routing, random);
    record(run, parent, request, size, attempt, index);
    if (attempt.failure === undefined) return null;
    failure = attempt.failure;
    routing = { ...routing, avoid: attempt.replica };
  }
  return failure;
}

function record(
  { trace }: Run,
  parent: OpenStep,
  request: ModelRequest,
  size: AttemptSize,
  attempt: Attempt,
  attemptIndex: number,
): void {
  const step = trace.begin(parent, {
    type: request.type ?? 'GENERATION',
    name: request.name,
    stepType: request.stepType,
    attemptIndex,
    input: request.input,
    metadata: {
      provider: request.model.hosted === null ? 'self-hosted' : 'hosted',
      model_uid: attempt.replica?.modelUid,
      replica_id: attempt.replica?.replicaId,
      node_id: attempt.replica?.nodeId,
    },
  });
  trace.pass(attempt.durationMs);
  const outcome: StepEnd =
    attempt.failure === undefined
      ? {
          output: request.output,
          ...usageAndCost(request.model, size),
          ...firstToken(step, request, attempt),
        }
      : { level: 'ERROR', statusMessage: attempt.failure };
  trace.end(step, {
    model: request.model.name,
    modelParameters: request.parameters,
    promptName: request.prompt?.name,
    promptVersion: request.prompt?.version,
    ...outcome,
  });
}

function firstToken(step: OpenStep, { type }: ModelRequest, { firstTokenMs }: Attempt): StepEnd {
  if (firstTokenMs === undefined || type === 'EMBEDDING') return {};
  return {
    completionStartTime: instant(step.startedAt + firstTokenMs),
    timeToFirstToken: firstTokenMs / 1000,
  };
}
