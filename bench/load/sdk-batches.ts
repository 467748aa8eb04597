import { randomBytes } from 'node:crypto';
import type { ServerUnderTest } from '../server/server-under-test.js';
import { postRequest } from './http-request.js';
import { prose } from './prose.js';
import type { RequestSource } from './request-source.js';
import { placeholder, slotsOf, type Slot } from './request-template.js';
import { seededRandom } from './seeded-random.js';

/**
 * How the same telemetry is sent: as one native batch, as an event for each trace and observation, or as SDKs do that write down the beginning and the
 * end of a step: two events for each observation.
 */
export type BatchForm = 'native' | 'creates' | 'creates and updates';

const ID_LENGTH = 32;
const SECOND_LENGTH = 'YYYY-MM-DDTHH:MM:SS'.length;
const MODELS = ['gpt-4o-mini', 'claude-sonnet-4', 'qwen2.5-72b-instruct'];

/** Requests of one trace and new observations of about 4.3 KB, of this second, with random ids: 15 events are about 64 KB. */
export class SdkBatches implements RequestSource {
  private readonly request: Buffer;
  private readonly slots: readonly Slot[];
  private readonly idCount: number;

  constructor(server: ServerUnderTest, form: BatchForm, observations: number, seed: number) {
    const body = bodyOf(form, observations, seededRandom(seed));
    const path = form === 'native' ? '/v1/l/batch' : '/api/public/ingestion';
    this.request = postRequest(server, path, Buffer.from(JSON.stringify(body)));
    this.slots = slotsOf(this.request);
    this.idCount = Math.max(
      ...this.slots.map(({ name }) => (name === 'second' ? 0 : Number(name.slice(1)) + 1)),
    );
  }

  next(): Buffer {
    const ids = randomBytes(this.idCount * (ID_LENGTH / 2)).toString('hex');
    const second = new Date().toISOString().slice(0, SECOND_LENGTH);
    for (const { offset, name } of this.slots) {
      const from = Number(name.slice(1)) * ID_LENGTH;
      const text = name === 'second' ? second : ids.slice(from, from + ID_LENGTH);
      this.request.write(text, offset, 'latin1');
    }
    return this.request;
  }
}

interface Step {
  readonly id: string;
  readonly began: object;
  readonly ended: object;
}

function bodyOf(form: BatchForm, count: number, random: () => number): object {
  let ids = 0;
  const id = (): string => placeholder(`i${ids++}`, ID_LENGTH);
  const traceId = id();
  const trace = traceRecord(traceId, random);
  const steps = Array.from({ length: count }, (_, index) => step(id(), traceId, index, random));
  const event = (type: string, ms: number, body: object): object => ({
    id: id(),
    type,
    timestamp: instant(ms),
    body,
  });
  switch (form) {
    case 'native':
      return {
        trace,
        observations: steps.map(({ began, ended }) => ({ ...began, ...ended, type: 'GENERATION' })),
      };
    case 'creates':
      return {
        batch: [
          event('trace-create', 0, trace),
          ...steps.map(({ began, ended }, index) =>
            event('generation-create', index, { ...began, ...ended }),
          ),
        ],
      };
    case 'creates and updates':
      return {
        batch: [
          event('trace-create', 0, trace),
          ...steps.flatMap(({ id: stepId, began, ended }, index) => [
            event('generation-create', index, began),
            event('generation-update', 500 + index, { id: stepId, traceId, ...ended }),
          ]),
        ],
      };
  }
}

function traceRecord(id: string, random: () => number): object {
  return {
    id,
    timestamp: instant(0),
    name: 'support-agent',
    userId: `user-${Math.floor(random() * 1000)}`,
    sessionId: `session-${Math.floor(random() * 10_000)}`,
    tags: ['bench', 'production'],
    environment: 'production',
    input: { question: prose(random, 400) },
    output: { answer: prose(random, 800) },
    metadata: { run_id: 'run-1', region: 'eu-central-1' },
  };
}

function step(id: string, traceId: string, index: number, random: () => number): Step {
  const input = Math.floor(random() * 2000);
  const output = Math.floor(random() * 500);
  return {
    id,
    began: {
      id,
      traceId,
      name: `step-${index % 10}`,
      startTime: instant(index),
      model: MODELS[index % MODELS.length],
      modelParameters: { temperature: 0.2, max_tokens: 1024 },
      input: [
        { role: 'system', content: prose(random, 1200) },
        { role: 'user', content: prose(random, 1200) },
      ],
      environment: 'production',
      metadata: { turn_id: `turn-${index}`, step_type: 'llm_call', attempt_index: 0 },
    },
    ended: {
      endTime: instant(500 + index),
      completionStartTime: instant(200 + index),
      output: { role: 'assistant', content: prose(random, 1200) },
      usage: { input, output, total: input + output, unit: 'TOKENS' },
      level: 'DEFAULT',
    },
  };
}

function instant(milliseconds: number): string {
  return `${placeholder('second', SECOND_LENGTH)}.${String(milliseconds).padStart(3, '0')}Z`;
}
