import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

const MODEL = 'gpt-4o-mini-2024-07-18';
const WORDS = ['Paris', ' is', ' fine', '.'];
export const ANSWER = WORDS.join('');
const USAGE = {
  prompt_tokens: 14,
  completion_tokens: 4,
  total_tokens: 18,
  prompt_tokens_details: { cached_tokens: 6, audio_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: 1, audio_tokens: 0 },
};

/** What has to come of its usage: what was cached and thought counts once, although OpenAI's figures have it twice. */
export const PRICED = {
  usageDetails: {
    input: 8,
    input_cached_tokens: 6,
    output: 3,
    output_reasoning_tokens: 1,
    input_audio_tokens: 0,
    output_audio_tokens: 0,
    total: 18,
  },
  // (8 × 0.15 + 6 × 0.075 + 4 × 0.6) / 1,000,000
  calculatedTotalCost: 0.00000405,
};

/** Jest's global Object is not that of fetch(), but the wrapper asks whether an answer is an instance of it. */
export const fetchWithOwnObjects: typeof fetch = async (...request) => {
  const response = await fetch(...request);
  const json = async (): Promise<unknown> => JSON.parse(await response.text()) as unknown;
  return Object.defineProperty(response, 'json', { value: json });
};

/** Answers every chat of OpenAI's API alike: whole, or in pieces where it is asked to stream; a model that it does not know with 404. */
export class FakeOpenAI {
  private constructor(private readonly server: Server) {}

  static async start(): Promise<FakeOpenAI> {
    const server = createServer((incoming, outgoing) => {
      void text(incoming).then((body) => {
        const { model, stream } = JSON.parse(body) as { model: string; stream?: boolean };
        if (!model.startsWith('gpt-')) {
          const error = {
            message: `There is no ${model}`,
            type: 'invalid_request_error',
            code: 'model_not_found',
          };
          outgoing.writeHead(404, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
        } else if (stream === true) {
          outgoing.writeHead(200, { 'content-type': 'text/event-stream' }).end(events());
        } else {
          outgoing.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(completion()));
        }
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new FakeOpenAI(server);
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

function envelope(object: string): object {
  return { id: 'chatcmpl-1', object, created: 1_770_000_000, model: MODEL };
}

function completion(): object {
  const message = { role: 'assistant', content: ANSWER, refusal: null };
  const choices = [{ index: 0, message, finish_reason: 'stop', logprobs: null }];
  return { ...envelope('chat.completion'), choices, usage: USAGE };
}

function events(): string {
  const pieces = WORDS.map((content) => [{ index: 0, delta: { content }, finish_reason: null }]);
  const chunks = [
    ...pieces.map((choices) => ({ choices, usage: null })),
    { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }], usage: null },
    { choices: [], usage: USAGE },
  ];
  const lines = chunks.map((chunk) => JSON.stringify({ ...envelope('chat.completion.chunk'), ...chunk }));
  return [...lines, '[DONE]'].map((line) => `data: ${line}\n\n`).join('');
}
