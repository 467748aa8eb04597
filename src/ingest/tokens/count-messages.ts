import { isJsonObject, type JsonObject } from '../../common/json/json-object.js';
import type { CountRequest } from '../domain/token-counter.js';
import { tokenizerOf, type CountText } from './tokenizer.js';

/** So many characters of a text are counted; of a longer one this beginning, and the rest is reckoned from it. */
export const MAX_COUNTED_CHARACTERS = 200_000;
/** Each answer begins with so many. */
const TOKENS_OF_REPLY = 3;

/** The beginning of a JSON text, and how many characters all of it has. */
export interface Sample {
  readonly json: string;
  readonly length: number;
}

export type SampledRequest = Omit<CountRequest, 'input' | 'output'> & {
  readonly input: Sample | null;
  readonly output: Sample | null;
};

export function sampled(request: CountRequest): SampledRequest {
  return { ...request, input: sample(request.input), output: sample(request.output) };
}

function sample(json: string | null): Sample | null {
  return json === null ? null : { json: json.slice(0, MAX_COUNTED_CHARACTERS), length: json.length };
}

/** The counts by bucket, as JSON. */
export async function countMessages(request: SampledRequest): Promise<string> {
  const count = await tokenizerOf(request);
  const [input, output] = [request.input, request.output].map((each) =>
    each === null ? 0 : countSample(each, request, count),
  ) as [number, number];
  return JSON.stringify({ input, output, total: input + output });
}

type Costs = Pick<CountRequest, 'tokensPerMessage' | 'tokensPerName'>;

function countSample({ json, length }: Sample, costs: Costs, count: CountText): number {
  // No JSON any more.
  if (json.length < length) return Math.ceil((count(json) * length) / json.length);
  const value = JSON.parse(json) as unknown;
  if (isChat(value)) return countChat(value, costs, count);
  if (!isJsonObject(value)) return count(textOf(value));
  const { messages, tools, choices } = value;
  if (isChat(messages)) return countChat(messages, costs, count) + count(textOf(tools));
  const replies = Array.isArray(choices) && choices.length > 0 ? choices.map(messageOf) : [value];
  return replies.every(isMessage)
    ? replies.reduce((tokens, reply) => tokens + countContents(reply, count), 0)
    : count(textOf(value));
}

/** Of a choice as OpenAI answers it. */
function messageOf(choice: unknown): unknown {
  return isJsonObject(choice) ? choice['message'] : null;
}

type Message = JsonObject & { readonly role: string };

/** As OpenAI reckons: each message takes some tokens besides its role, its text and the name of who has written it. */
function countChat(messages: readonly Message[], costs: Costs, count: CountText): number {
  let tokens = TOKENS_OF_REPLY;
  for (const message of messages) {
    tokens += costs.tokensPerMessage + count(message.role) + countContents(message, count);
    const { name } = message;
    if (typeof name === 'string') tokens += costs.tokensPerName + count(name);
  }
  return tokens;
}

function countContents({ content, tool_calls: calls }: Message, count: CountText): number {
  const text = Array.isArray(content) ? content.map(textOfPart).join('\n') : textOf(content);
  return count(text) + count(textOf(calls));
}

/** Pictures, sounds and files take tokens that no text tells of. */
function textOfPart(part: unknown): string {
  if (!isJsonObject(part)) return textOf(part);
  if (typeof part['text'] === 'string') return part['text'];
  return /image|audio|video|file|document/u.test(String(part['type'])) ? '' : textOf(part);
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isChat(value: unknown): value is Message[] {
  return Array.isArray(value) && value.length > 0 && value.every(isMessage);
}

function isMessage(value: unknown): value is Message {
  return isJsonObject(value) && typeof value['role'] === 'string';
}
