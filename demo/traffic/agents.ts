import { ANALYST_TASKS } from '../texts/analyst-tasks.js';
import type { AgentPhrasing, AgentTask } from '../texts/agent-task.js';
import { CODING_TASKS } from '../texts/coding-tasks.js';
import { RESEARCH_TASKS } from '../texts/research-tasks.js';
import { drawSlots, fillSlots } from '../texts/slots.js';
import { SUPPORT_TASKS } from '../texts/support-tasks.js';
import type { TraceBatch } from '../wire/trace-batch.js';
import { AGENT_ATTEMPTS, runAgentStep, TOOL_SCHEMA_TOKENS, type AgentVoice } from './agent-steps.js';
import { fail, succeed } from './conclusion.js';
import type { Model } from './model.js';
import { callModel } from './model-call.js';
import { CLAUDE_SONNET, GPT_4O, LLAMA_70B, QWEN_72B, QWEN_CODER_32B } from './models.js';
import type { Occasion, Scene } from './occasion.js';
import { drawOrigin } from './origin.js';
import type { Run } from './run.js';
import { TraceRecorder, type OpenStep } from './trace-recorder.js';

interface AgentTeam {
  readonly tasks: readonly AgentTask[];
  readonly models: readonly (readonly [Model, number])[];
}

const TEAMS: readonly (readonly [AgentTeam, number])[] = [
  [
    {
      tasks: SUPPORT_TASKS,
      models: [
        [GPT_4O, 5],
        [QWEN_72B, 5],
      ],
    },
    42,
  ],
  [
    {
      tasks: ANALYST_TASKS,
      models: [
        [CLAUDE_SONNET, 5],
        [QWEN_72B, 4],
      ],
    },
    20,
  ],
  [
    {
      tasks: CODING_TASKS,
      models: [
        [QWEN_CODER_32B, 6],
        [CLAUDE_SONNET, 4],
      ],
    },
    22,
  ],
  [
    {
      tasks: RESEARCH_TASKS,
      models: [
        [GPT_4O, 4],
        [LLAMA_70B, 5],
      ],
    },
    16,
  ],
];
const MEMORY_CHANCE = 0.45;

/** A task that an agent works on: plan, then think and act in turns, remember, answer. */
export function agentRun(occasion: Occasion, { backend, window }: Scene): TraceBatch[] {
  const { at, random } = occasion;
  const team = random.pickWeighted(TEAMS);
  const task = random.pick(team.tasks);
  const phrasing = random.pick(task.phrasings);
  const slots = drawSlots(random, at);
  const { person, ...origin } = drawOrigin(random, at, window);
  const request = fillSlots(phrasing.request, slots);
  const trace = new TraceRecorder(
    {
      name: task.agent,
      userId: person.userId,
      sessionId: `${task.agent}-${random.hex(10)}`,
      turn: 1,
      ...origin,
      tags: ['agent', ...task.tags],
      metadata: { team: person.team, plan: person.plan, language: phrasing.language },
      input: { role: 'user', content: request },
    },
    at,
    random,
  );
  const voice: AgentVoice = {
    model: random.pickWeighted(team.models),
    helperModel: LLAMA_70B,
    messages: [
      { role: 'system', content: task.system },
      { role: 'user', content: request },
    ],
  };
  const run: Run = { trace, backend, random, slots };
  const root = trace.begin(null, {
    type: 'AGENT',
    name: task.agent,
    input: { role: 'user', content: request },
  });
  const failure = work(run, root, task, phrasing, voice);
  return [
    failure === null
      ? succeed(trace, root, { role: 'assistant', content: fillSlots(phrasing.answer, slots) })
      : fail(trace, root, failure, { error: 'The agent could not finish the task.' }),
  ];
}

function work(
  run: Run,
  root: OpenStep,
  task: AgentTask,
  phrasing: AgentPhrasing,
  voice: AgentVoice,
): string | null {
  const { random, slots } = run;
  let failure = callModel(run, root, {
    name: 'plan',
    model: voice.model,
    stepType: 'planner',
    parameters: { temperature: 0, response_format: 'json' },
    prompt: { name: `${task.agent}/plan`, version: 7 },
    input: [...voice.messages],
    output: { plan: fillSlots(task.plan, slots) },
    hiddenTokens: TOOL_SCHEMA_TOKENS,
    maxAttempts: AGENT_ATTEMPTS,
  });
  for (const [index, step] of task.steps.entries()) {
    failure ??= runAgentStep(run, root, step, index + 1, voice);
  }
  if (failure !== null) return failure;
  if (random.chance(MEMORY_CHANCE)) remember(run, root, task, phrasing);
  return callModel(run, root, {
    name: 'answer',
    model: voice.model,
    stepType: 'llm_call',
    parameters: { temperature: 0.3, max_tokens: 800, stream: true },
    prompt: { name: `${task.agent}/answer`, version: 12 },
    input: [...voice.messages],
    output: { role: 'assistant', content: fillSlots(phrasing.answer, slots) },
    maxAttempts: AGENT_ATTEMPTS,
  });
}

function remember(
  { trace, random, slots }: Run,
  root: OpenStep,
  task: AgentTask,
  phrasing: AgentPhrasing,
): void {
  const step = trace.begin(root, {
    type: 'SPAN',
    name: 'remember',
    stepType: 'memory_write',
    input: { scope: 'user', language: phrasing.language, topic: task.tags.at(-1) },
  });
  trace.pass(random.logNormal(24, 0.4));
  trace.end(step, { output: { key: `${task.agent}/${slots.order ?? ''}`, stored: true } });
}
