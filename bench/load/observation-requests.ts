import { randomBytes } from 'node:crypto';
import type { ServerUnderTest } from '../server/server-under-test.js';
import { postRequest } from './http-request.js';
import { prose } from './prose.js';
import type { RequestSource } from './request-source.js';
import { placeholder, slotsOf, type Slot } from './request-template.js';
import { seededRandom } from './seeded-random.js';

export const OBSERVATIONS_PER_REQUEST = 50;
/** The first of them comes with its own record, the others follow from their observations. */
export const TRACES_PER_REQUEST = 5;

const ID_LENGTH = 32;
const SECOND_LENGTH = 'YYYY-MM-DDTHH:MM:SS'.length;
const MODELS = ['gpt-4o-mini', 'claude-sonnet-4', 'qwen2.5-72b-instruct'];
const TYPES = ['GENERATION', 'SPAN', 'GENERATION', 'TOOL', 'GENERATION'];

/** Requests of 50 new observations of about 2 KB, of this second, with random ids. */
export class ObservationRequests implements RequestSource {
  private readonly request: Buffer;
  private readonly slots: readonly Slot[];

  constructor(server: ServerUnderTest, seed: number) {
    this.request = postRequest(server, '/v1/l/batch', Buffer.from(JSON.stringify(batch(seededRandom(seed)))));
    this.slots = slotsOf(this.request);
  }

  next(): Buffer {
    const ids = randomBytes((OBSERVATIONS_PER_REQUEST + TRACES_PER_REQUEST) * (ID_LENGTH / 2)).toString(
      'hex',
    );
    const second = new Date().toISOString().slice(0, SECOND_LENGTH);
    for (const { offset, name } of this.slots) {
      if (name === 'second') {
        this.request.write(second, offset, 'latin1');
      } else {
        const from = Number(name.slice(1)) * ID_LENGTH;
        this.request.write(ids.slice(from, from + ID_LENGTH), offset, 'latin1');
      }
    }
    return this.request;
  }
}

function batch(random: () => number): object {
  const traceIds = Array.from({ length: TRACES_PER_REQUEST }, (_, index) =>
    id(OBSERVATIONS_PER_REQUEST + index),
  );
  return {
    trace: {
      id: traceIds[0],
      timestamp: instant(0),
      name: 'support-agent',
      userId: `user-${Math.floor(random() * 1000)}`,
      sessionId: `session-${Math.floor(random() * 10_000)}`,
      tags: ['bench', 'production'],
      environment: 'production',
      input: { question: prose(random, 200) },
      output: { answer: prose(random, 400) },
      metadata: { run_id: 'run-1', region: 'eu-central-1' },
    },
    observations: Array.from({ length: OBSERVATIONS_PER_REQUEST }, (_, index) =>
      observation(random, index, traceIds[index % TRACES_PER_REQUEST] ?? ''),
    ),
  };
}

function observation(random: () => number, index: number, traceId: string): object {
  const input = Math.floor(random() * 2000);
  const output = Math.floor(random() * 500);
  return {
    id: id(index),
    traceId,
    parentObservationId: index < TRACES_PER_REQUEST ? null : id(index % TRACES_PER_REQUEST),
    type: TYPES[index % TYPES.length],
    name: `step-${index % 10}`,
    startTime: instant(index),
    endTime: instant(500 + index),
    completionStartTime: instant(200 + index),
    model: MODELS[index % MODELS.length],
    modelParameters: { temperature: 0.2, max_tokens: 1024 },
    input: [
      { role: 'system', content: prose(random, 350) },
      { role: 'user', content: prose(random, 350) },
    ],
    output: { role: 'assistant', content: prose(random, 550) },
    usage: { input, output, total: input + output, unit: 'TOKENS' },
    calculatedTotalCost: Math.round(random() * 1e6) / 1e8,
    level: 'DEFAULT',
    environment: 'production',
    metadata: { turn_id: `turn-${index}`, step_type: 'llm_call', attempt_index: 0 },
  };
}

function id(index: number): string {
  return placeholder(`i${index}`, ID_LENGTH);
}

function instant(milliseconds: number): string {
  return `${placeholder('second', SECOND_LENGTH)}.${String(milliseconds).padStart(3, '0')}Z`;
}
