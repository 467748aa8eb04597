import { fillSlots } from '../texts/slots.js';
import type { InnerOperation, ToolCall, ToolFailure } from '../texts/agent-task.js';
import type { JsonObject } from '../wire/trace-batch.js';
import type { Run } from './run.js';
import type { OpenStep } from './trace-recorder.js';

const MAX_ATTEMPTS = 3;
const SIGMA = 0.35;

/** Runs a tool, again where it failed. Returns the last failure if it never went well, else null. */
export function runTool(run: Run, parent: OpenStep, call: ToolCall): string | null {
  const { trace, random } = run;
  for (let index = 0; index < MAX_ATTEMPTS; index++) {
    if (index > 0) {
      trace.tag('retried');
      trace.pass(random.between(200, 900) * index);
    }
    const failure = call.failure !== undefined && random.chance(call.failure.chance) ? call.failure : null;
    if (attemptTool(run, parent, call, index, failure)) return null;
  }
  return `${call.tool}: ${call.failure?.message ?? 'failed'} (${String(MAX_ATTEMPTS)} attempts)`;
}

function attemptTool(
  run: Run,
  parent: OpenStep,
  call: ToolCall,
  attemptIndex: number,
  failure: ToolFailure | null,
): boolean {
  const { trace, random, slots } = run;
  const isCorrected = attemptIndex > 0;
  const given: JsonObject = (isCorrected ? undefined : failure?.arguments) ?? call.arguments;
  const step = trace.begin(parent, {
    type: 'TOOL',
    name: call.tool,
    stepType: 'tool_call',
    attemptIndex,
    input: fillSlots(given, slots),
  });
  trace.pass(random.logNormal(call.medianMs, SIGMA) * (failure === null ? 1 : 1.6));
  if (failure !== null) {
    trace.end(step, { level: 'ERROR', statusMessage: failure.message, output: { error: failure.message } });
    return false;
  }
  for (const operation of call.inner ?? []) runInnerOperation(run, step, operation);
  trace.end(step, { output: fillSlots(call.result, slots) });
  return true;
}

function runInnerOperation({ trace, random, slots }: Run, parent: OpenStep, operation: InnerOperation): void {
  const step = trace.begin(parent, {
    type: operation.type,
    name: operation.name,
    stepType: operation.type === 'RETRIEVER' ? 'retrieval' : undefined,
    input: operation.input === undefined ? undefined : fillSlots(operation.input, slots),
  });
  trace.pass(random.logNormal(operation.medianMs, SIGMA));
  trace.end(step, {
    level: operation.type === 'EVENT' ? 'DEBUG' : 'DEFAULT',
    output: operation.output === undefined ? undefined : fillSlots(operation.output, slots),
  });
}
