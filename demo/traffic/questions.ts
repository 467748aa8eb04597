import { PASSAGES, passage, type Passage } from '../texts/knowledge-base.js';
import { QUESTIONS, type Question } from '../texts/questions.js';
import { drawSlots } from '../texts/slots.js';
import { APOLOGY } from '../texts/dialogues.js';
import type { Json, TraceBatch } from '../wire/trace-batch.js';
import { fail, succeed } from './conclusion.js';
import { callModel } from './model-call.js';
import { BGE_M3, GPT_4O_MINI, LLAMA_70B, QWEN_72B } from './models.js';
import type { Occasion, Scene } from './occasion.js';
import { drawOrigin } from './origin.js';
import type { Run } from './run.js';
import { TraceRecorder, type OpenStep } from './trace-recorder.js';

const SYSTEM =
  'Answer from the passages only, in the language of the question, and name the passages that you used in brackets. ' +
  'If they do not contain the answer, say so.';
const ANSWERING_MODELS = [
  [QWEN_72B, 5],
  [LLAMA_70B, 3],
  [GPT_4O_MINI, 2],
] as const;
const ATTEMPTS = 2;
const CANDIDATES = 5;
const RERANKED = 3;
const EVALUATED_SHARE = 0.25;
const PASSAGE_TOKENS = 420;

/** A question to the handbook: rewrite, embed, retrieve, rerank, answer, and sometimes evaluate the answer. */
export function handbookQuestion({ at, random }: Occasion, { backend, window }: Scene): TraceBatch[] {
  const question = random.pick(QUESTIONS);
  const { person, ...origin } = drawOrigin(random, at, window);
  const trace = new TraceRecorder(
    {
      name: 'handbook-question',
      userId: person.userId,
      ...origin,
      tags: ['rag', question.topic],
      metadata: { team: person.team, plan: person.plan, language: question.language },
      input: question.question,
    },
    at,
    random,
  );
  const run: Run = { trace, backend, random, slots: drawSlots(random, at) };
  const root = trace.begin(null, { type: 'CHAIN', name: 'handbook-question', input: question.question });
  const failure =
    callModel(run, root, {
      name: 'rewrite-question',
      model: GPT_4O_MINI,
      stepType: 'llm_call',
      prompt: { name: 'rag/rewrite', version: 3 },
      input: [{ role: 'user', content: question.question }],
      output: question.search,
      hiddenTokens: 160,
      maxAttempts: ATTEMPTS,
    }) ??
    callModel(run, root, {
      name: 'embed-question',
      model: BGE_M3,
      type: 'EMBEDDING',
      input: question.search,
      output: { dimensions: 1024 },
      completionTokens: 0,
      maxAttempts: ATTEMPTS,
    }) ??
    answer(run, root, question, retrieve(run, root, question));
  return [failure === null ? succeed(trace, root, question.answer) : fail(trace, root, failure, APOLOGY)];
}

function retrieve({ trace, random }: Run, root: OpenStep, question: Question): readonly Passage[] {
  const search = trace.begin(root, {
    type: 'RETRIEVER',
    name: 'vector-search',
    stepType: 'retrieval',
    input: { query: question.search, topK: CANDIDATES, index: 'handbook-v5' },
  });
  trace.pass(random.logNormal(38, 0.4));
  const right = question.passages.map(passage);
  const others = PASSAGES.filter(({ id }) => !question.passages.includes(id));
  const start = random.integer(0, others.length - 1);
  const beside = [...others.slice(start), ...others.slice(0, start)].slice(0, CANDIDATES - right.length);
  trace.end(search, {
    output: [
      ...right.map((found) => hit(found, random.between(0.78, 0.93))),
      ...beside.map((found) => hit(found, random.between(0.41, 0.62))),
    ],
    ...(right.length === 0
      ? { level: 'WARNING' as const, statusMessage: 'No passage above the threshold of 0.7' }
      : {}),
  });
  const rerank = trace.begin(root, { type: 'SPAN', name: 'rerank', input: { candidates: CANDIDATES } });
  trace.pass(random.logNormal(85, 0.3));
  const best = [...right, ...beside].slice(0, RERANKED);
  trace.end(rerank, { output: best.map(({ id }) => id) });
  return best;
}

function hit({ id, title, text }: Passage, score: number): Json {
  return { id, title, score: Number(score.toFixed(3)), text };
}

function answer(run: Run, root: OpenStep, question: Question, found: readonly Passage[]): string | null {
  const { random } = run;
  const failure = callModel(run, root, {
    name: 'answer',
    model: random.pickWeighted(ANSWERING_MODELS),
    stepType: 'llm_call',
    parameters: { temperature: 0.1, max_tokens: 600, stream: true },
    prompt: { name: 'rag/answer', version: 9 },
    input: [
      { role: 'system', content: SYSTEM },
      {
        role: 'user',
        content: `${found.map(({ id, text }) => `[${id}] ${text}`).join('\n')}\n\n${question.question}`,
      },
    ],
    output: { role: 'assistant', content: question.answer },
    hiddenTokens: PASSAGE_TOKENS * found.length,
    maxAttempts: ATTEMPTS,
  });
  if (failure === null && random.chance(EVALUATED_SHARE)) {
    // Its failure does not harm the answer.
    callModel(run, root, {
      name: 'groundedness',
      model: GPT_4O_MINI,
      type: 'EVALUATOR',
      input: { question: question.question, answer: question.answer },
      output: {
        score: Number(random.between(0.7, 1).toFixed(2)),
        reason: 'Every sentence is covered by a passage.',
      },
      hiddenTokens: 900,
      maxAttempts: 1,
    });
  }
  return failure;
}
