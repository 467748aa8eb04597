import { randomBytes } from 'node:crypto';
import type { ServerUnderTest } from '../server/server-under-test.js';
import { postRequest } from './http-request.js';
import { prose } from './prose.js';
import * as protobuf from './protobuf.js';
import type { RequestSource } from './request-source.js';
import { seededRandom } from './seeded-random.js';

/** How the same telemetry is sent. */
export type SpanForm = 'native' | 'OTLP protobuf' | 'OTLP JSON';

const MODELS = ['gpt-4o-mini', 'claude-sonnet-4', 'qwen2.5-72b-instruct'];
const NANOS_PER_MS = 1_000_000n;
/** Where the times of the template stand: no other number of a request begins like that. */
const TEMPLATE_MS = 1_234_567_000_000;

/** What is in the place of an id or a time in the template, and how the next one is written. */
interface Slot {
  readonly offset: number;
  readonly write: (request: Buffer, offset: number, ids: Buffer, nowMs: number) => void;
}

/** Requests of one trace of so many new generations of about 1 KB, of now, with random ids. */
export class SpanRequests implements RequestSource {
  private readonly request: Buffer;
  private readonly slots: readonly Slot[];
  private readonly idBytes: number;

  constructor(server: ServerUnderTest, form: SpanForm, count: number, seed: number) {
    const random = seededRandom(seed);
    const template = randomBytes(16 + 8 * count);
    const steps = Array.from({ length: count }, (_, index) => stepOf(template, index, random));
    const [path, type, body] = bodyOf(form, template.subarray(0, 16), steps);
    this.request = postRequest(server, path, body, 'identity', type);
    this.slots = slotsOf(form, this.request, template, steps);
    this.idBytes = template.length;
  }

  next(): Buffer {
    const ids = randomBytes(this.idBytes);
    const nowMs = Date.now();
    for (const { offset, write } of this.slots) write(this.request, offset, ids, nowMs);
    return this.request;
  }
}

interface Step {
  readonly id: Buffer;
  readonly parentId: Buffer | null;
  readonly startMs: number;
  readonly endMs: number;
  readonly name: string;
  readonly model: string;
  readonly input: string;
  readonly output: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

function stepOf(template: Buffer, index: number, random: () => number): Step {
  const idAt = (at: number): Buffer => template.subarray(16 + 8 * at, 24 + 8 * at);
  return {
    id: idAt(index),
    parentId: index === 0 ? null : idAt(0),
    startMs: TEMPLATE_MS + 2 * index,
    endMs: TEMPLATE_MS + 2 * index + 1,
    name: `step-${index % 10}`,
    model: MODELS[index % MODELS.length] ?? '',
    input: JSON.stringify([
      { role: 'system', content: prose(random, 100) },
      { role: 'user', content: prose(random, 180) },
    ]),
    output: JSON.stringify({ role: 'assistant', content: prose(random, 200) }),
    inputTokens: Math.floor(random() * 2000),
    outputTokens: Math.floor(random() * 500),
  };
}

function bodyOf(form: SpanForm, traceId: Buffer, steps: readonly Step[]): [string, string, Buffer] {
  switch (form) {
    case 'native':
      return ['/v1/l/batch', 'application/json', json(nativeBatch(traceId, steps))];
    case 'OTLP JSON':
      return ['/v1/traces', 'application/json', json(jsonExport(traceId, steps))];
    case 'OTLP protobuf':
      return ['/v1/traces', 'application/x-protobuf', protobufExport(traceId, steps)];
  }
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

function nativeBatch(traceId: Buffer, steps: readonly Step[]): object {
  return {
    observations: steps.map((step) => ({
      id: step.id.toString('hex'),
      traceId: traceId.toString('hex'),
      ...(step.parentId !== null && { parentObservationId: step.parentId.toString('hex') }),
      type: 'GENERATION',
      name: step.name,
      startTime: new Date(step.startMs).toISOString(),
      endTime: new Date(step.endMs).toISOString(),
      model: step.model,
      modelParameters: { temperature: 0.2 },
      input: JSON.parse(step.input) as unknown,
      output: JSON.parse(step.output) as unknown,
      usage: { input: step.inputTokens, output: step.outputTokens },
      environment: 'production',
      // What the other forms say of the resource and the scope.
      metadata: {
        attributes: { 'gen_ai.system': 'openai' },
        resourceAttributes: { 'service.name': 'support-agent', 'deployment.environment': 'production' },
        scope: { name: 'agent', version: '1.0' },
      },
    })),
  };
}

type Attribute = readonly [key: string, value: string | number];

function attributesOf(step: Step): Attribute[] {
  return [
    ['gen_ai.operation.name', 'chat'],
    ['gen_ai.system', 'openai'],
    ['gen_ai.request.model', step.model],
    ['gen_ai.request.temperature', 0.2],
    ['gen_ai.usage.input_tokens', step.inputTokens],
    ['gen_ai.usage.output_tokens', step.outputTokens],
    ['gen_ai.input.messages', step.input],
    ['gen_ai.output.messages', step.output],
  ];
}

const RESOURCE: readonly Attribute[] = [
  ['service.name', 'support-agent'],
  ['deployment.environment', 'production'],
];

function jsonExport(traceId: Buffer, steps: readonly Step[]): object {
  const attributes = (all: readonly Attribute[]): object[] =>
    all.map(([key, value]) => ({ key, value: jsonValue(value) }));
  const spans = steps.map((step) => ({
    traceId: traceId.toString('hex'),
    spanId: step.id.toString('hex'),
    ...(step.parentId !== null && { parentSpanId: step.parentId.toString('hex') }),
    name: step.name,
    kind: 3,
    startTimeUnixNano: String(nanosOf(step.startMs)),
    endTimeUnixNano: String(nanosOf(step.endMs)),
    attributes: attributes(attributesOf(step)),
  }));
  const scopeSpans = [{ scope: { name: 'agent', version: '1.0' }, spans }];
  return { resourceSpans: [{ resource: { attributes: attributes(RESOURCE) }, scopeSpans }] };
}

function jsonValue(value: string | number): object {
  if (typeof value === 'string') return { stringValue: value };
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}

function protobufExport(traceId: Buffer, steps: readonly Step[]): Buffer {
  const attributes = (field: number, all: readonly Attribute[]): Buffer[] =>
    all.map(([key, value]) =>
      protobuf.message(field, protobuf.bytes(1, key), protobuf.message(2, protobufValue(value))),
    );
  const spans = steps.map((step) =>
    protobuf.message(
      2,
      protobuf.bytes(1, traceId),
      protobuf.bytes(2, step.id),
      ...(step.parentId === null ? [] : [protobuf.bytes(4, step.parentId)]),
      protobuf.bytes(5, step.name),
      protobuf.integer(6, 3),
      protobuf.fixed64(7, nanosOf(step.startMs)),
      protobuf.fixed64(8, nanosOf(step.endMs)),
      ...attributes(9, attributesOf(step)),
    ),
  );
  const scope = protobuf.message(1, protobuf.bytes(1, 'agent'), protobuf.bytes(2, '1.0'));
  return protobuf.message(
    1,
    protobuf.message(1, ...attributes(1, RESOURCE)),
    protobuf.message(2, scope, ...spans),
  );
}

function protobufValue(value: string | number): Buffer {
  if (typeof value === 'string') return protobuf.bytes(1, value);
  return Number.isInteger(value) ? protobuf.integer(3, value) : protobuf.double(4, value);
}

function nanosOf(ms: number): bigint {
  return BigInt(ms) * NANOS_PER_MS;
}

/** Writes a time of the form, of always the same length. */
function timeBytes(form: SpanForm, ms: number): Buffer {
  if (form === 'native') return Buffer.from(new Date(ms).toISOString());
  if (form === 'OTLP JSON') return Buffer.from(String(nanosOf(ms)));
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(nanosOf(ms));
  return bytes;
}

function slotsOf(form: SpanForm, request: Buffer, template: Buffer, steps: readonly Step[]): Slot[] {
  const isBinary = form === 'OTLP protobuf';
  const idBytes = (from: Buffer, start: number, end: number): Buffer =>
    isBinary ? from.subarray(start, end) : Buffer.from(from.toString('hex', start, end));
  const ids = [[0, 16] as const, ...steps.map((_, index) => [16 + 8 * index, 24 + 8 * index] as const)];
  return [
    ...ids.flatMap(([start, end]) =>
      placesOf(idBytes(template, start, end), request).map((offset) => ({
        offset,
        write: (into: Buffer, at: number, from: Buffer) => void idBytes(from, start, end).copy(into, at),
      })),
    ),
    ...steps
      .flatMap(({ startMs, endMs }) => [startMs, endMs])
      .flatMap((ms) =>
        placesOf(timeBytes(form, ms), request).map((offset) => ({
          offset,
          write: (into: Buffer, at: number, _: Buffer, nowMs: number) =>
            void timeBytes(form, nowMs + ms - TEMPLATE_MS).copy(into, at),
        })),
      ),
  ];
}

function placesOf(part: Buffer, whole: Buffer): number[] {
  const places: number[] = [];
  for (let at = whole.indexOf(part); at !== -1; at = whole.indexOf(part, at + part.length)) places.push(at);
  return places;
}
