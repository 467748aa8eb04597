import type { AgentStep, Handoff } from '../texts/agent-task.js';
import { fillSlots } from '../texts/slots.js';
import type { Json } from '../wire/trace-batch.js';
import type { Model } from './model.js';
import { callModel } from './model-call.js';
import type { Run } from './run.js';
import { runTool } from './tool-call.js';
import type { OpenStep } from './trace-recorder.js';

/** How an agent speaks to its model, and what has been said. */
export interface AgentVoice {
  readonly model: Model;
  /** For what it hands over to others. */
  readonly helperModel: Model;
  /** Grows with every step. */
  readonly messages: Json[];
}

export const AGENT_ATTEMPTS = 3;
export const TOOL_SCHEMA_TOKENS = 1150;
const PARAMETERS = { temperature: 0.2, max_tokens: 2048, parallel_tool_calls: true };

/** Think, then act: one call of the model and the tools that it asked for. Returns the failure that ends the run, or null. */
export function runAgentStep(
  run: Run,
  parent: OpenStep,
  step: AgentStep,
  number: number,
  voice: AgentVoice,
): string | null {
  const { trace, slots } = run;
  const iteration = trace.begin(parent, { type: 'CHAIN', name: `iteration-${String(number)}` });
  const decision: Json = {
    role: 'assistant',
    content: fillSlots(step.thought, slots),
    tool_calls: step.calls.map(({ tool, arguments: given }) => ({
      name: tool,
      arguments: fillSlots(given, slots),
    })),
  };
  const failure =
    callModel(run, iteration, {
      name: 'decide',
      model: voice.model,
      stepType: 'llm_call',
      parameters: PARAMETERS,
      input: [...voice.messages],
      output: decision,
      hiddenTokens: TOOL_SCHEMA_TOKENS,
      maxAttempts: AGENT_ATTEMPTS,
    }) ?? act(run, iteration, step, voice);
  voice.messages.push(decision);
  for (const { tool, result } of step.calls) {
    voice.messages.push({ role: 'tool', name: tool, content: fillSlots(result, slots) });
  }
  trace.end(iteration, failure === null ? {} : { level: 'ERROR', statusMessage: failure });
  return failure;
}

function act(run: Run, iteration: OpenStep, step: AgentStep, voice: AgentVoice): string | null {
  const failures = run.trace.together(step.calls.map((call) => () => runTool(run, iteration, call)));
  const failure = failures.find((found) => found !== null) ?? null;
  if (failure !== null || step.handoff === undefined) return failure;
  return handOver(run, iteration, step.handoff, voice);
}

function handOver(run: Run, parent: OpenStep, handoff: Handoff, voice: AgentVoice): string | null {
  const { trace, slots } = run;
  const instruction = fillSlots(handoff.instruction, slots);
  const agent = trace.begin(parent, {
    type: 'AGENT',
    name: handoff.agent,
    stepType: 'handoff',
    input: { instruction },
  });
  const own: AgentVoice = {
    model: voice.helperModel,
    helperModel: voice.helperModel,
    messages: [
      { role: 'system', content: instruction },
      { role: 'user', content: 'Notes of the researcher are attached.' },
    ],
  };
  let failure: string | null = null;
  for (const [index, step] of handoff.steps.entries()) {
    failure ??= runAgentStep(run, agent, step, index + 1, own);
  }
  failure ??= callModel(run, agent, {
    name: 'write-draft',
    model: own.model,
    stepType: 'llm_call',
    input: [...own.messages],
    output: { role: 'assistant', content: fillSlots(handoff.result, slots) },
    completionTokens: run.random.integer(260, 420),
    maxAttempts: AGENT_ATTEMPTS,
  });
  trace.end(
    agent,
    failure === null
      ? { output: fillSlots(handoff.result, slots) }
      : { level: 'ERROR', statusMessage: failure },
  );
  return failure;
}
