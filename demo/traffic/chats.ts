import { MINUTE_MS, SECOND_MS } from '../load/time-window.js';
import { APOLOGY, DIALOGUES } from '../texts/dialogues.js';
import { drawSlots, fillSlots } from '../texts/slots.js';
import type { Json, TraceBatch } from '../wire/trace-batch.js';
import { fail, succeed } from './conclusion.js';
import { callModel } from './model-call.js';
import { CLAUDE_HAIKU, GEMINI_FLASH, GPT_4O_MINI, LLAMA_70B, QWEN_72B } from './models.js';
import type { Model } from './model.js';
import type { Occasion, Scene } from './occasion.js';
import { drawOrigin } from './origin.js';
import type { Run } from './run.js';
import { TraceRecorder, type OpenStep } from './trace-recorder.js';

const SYSTEM =
  'You are the shopping assistant of Halvorsen Outdoor. Be brief, ask back when something decisive is missing, and ' +
  'never promise delivery dates that you have not looked up.';
const MODELS = [
  [QWEN_72B, 44],
  [LLAMA_70B, 24],
  [GPT_4O_MINI, 20],
  [GEMINI_FLASH, 12],
  [CLAUDE_HAIKU, 10],
] as const;
/** Here the customer is the one who tries again. */
const ATTEMPTS = 1;
const ASKS_AGAIN_CHANCE = 0.75;

/** A conversation: a session with one trace for each turn. Who gets no answer asks again, or leaves. */
export function chatSession({ at, random }: Occasion, { backend, window }: Scene): TraceBatch[] {
  const dialogue = random.pick(DIALOGUES);
  const slots = drawSlots(random, at);
  const { person, ...origin } = drawOrigin(random, at, window);
  const model = random.pickWeighted(MODELS);
  const sessionId = `chat-${random.hex(12)}`;
  const history: Json[] = [{ role: 'system', content: SYSTEM }];
  const batches: TraceBatch[] = [];
  let now = at;
  for (let position = 0; position < dialogue.turns.length;) {
    const turn = dialogue.turns[position];
    if (turn === undefined) break;
    const user = fillSlots(turn.user, slots);
    const reply = fillSlots(turn.assistant, slots);
    const trace = new TraceRecorder(
      {
        name: 'shopping-chat',
        userId: person.userId,
        sessionId,
        turn: batches.length + 1,
        ...origin,
        tags: ['chat', dialogue.language],
        metadata: { plan: person.plan, language: dialogue.language, topic: dialogue.topic },
        input: { role: 'user', content: user },
      },
      now,
      random,
    );
    history.push({ role: 'user', content: user });
    const root = trace.begin(null, {
      type: 'SPAN',
      name: 'chat-turn',
      input: { role: 'user', content: user },
    });
    const failure = answerTurn({ trace, backend, random, slots }, root, model, history, reply);
    if (failure === null) {
      batches.push(succeed(trace, root, { role: 'assistant', content: reply }));
      history.push({ role: 'assistant', content: reply });
      position++;
    } else {
      batches.push(fail(trace, root, failure, { role: 'assistant', content: APOLOGY }));
      history.pop();
      if (!random.chance(ASKS_AGAIN_CHANCE)) break;
    }
    now = trace.now + Math.round(random.between(12 * SECOND_MS, 2.5 * MINUTE_MS));
  }
  return batches;
}

function answerTurn(
  run: Run,
  root: OpenStep,
  model: Model,
  history: readonly Json[],
  reply: string,
): string | null {
  const { trace, random } = run;
  const guardrail = trace.begin(root, { type: 'GUARDRAIL', name: 'moderation', input: history.at(-1) });
  trace.pass(random.logNormal(27, 0.3));
  trace.end(guardrail, { output: { flagged: false } });
  if (history.length > 2) {
    const lookup = trace.begin(root, {
      type: 'SPAN',
      name: 'load-session',
      input: { messages: history.length - 2 },
    });
    trace.pass(random.logNormal(9, 0.4));
    trace.note(lookup, { type: 'EVENT', name: 'session-cache' }, { level: 'DEBUG', output: { hit: true } });
    trace.end(lookup);
  }
  return callModel(run, root, {
    name: 'reply',
    model,
    stepType: 'llm_call',
    parameters: { temperature: 0.6, max_tokens: 500, stream: true },
    prompt: { name: 'chat/assistant', version: 21 },
    input: [...history],
    output: { role: 'assistant', content: reply },
    hiddenTokens: 240,
    maxAttempts: ATTEMPTS,
  });
}
