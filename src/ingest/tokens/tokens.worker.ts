import { parentPort } from 'node:worker_threads';
import { countMessages, type SampledRequest } from './count-messages.js';
import { tokenizerOf } from './tokenizer.js';

/** What the counting thread says: that it is there, then one answer for each request of a list, in their order. */
export type CountReply =
  { readonly type: 'ready' } | { readonly type: 'counted'; readonly counts: string | null };

async function serve(port: NonNullable<typeof parentPort>): Promise<void> {
  const reply = (message: CountReply): void => port.postMessage(message);
  await tokenizerOf({ tokenizer: 'openai', model: '' });
  port.on('message', (requests: readonly SampledRequest[]) => {
    void countAll(requests, reply);
  });
  reply({ type: 'ready' });
}

async function countAll(
  requests: readonly SampledRequest[],
  reply: (message: CountReply) => void,
): Promise<void> {
  for (const request of requests) {
    const counts = await countMessages(request).catch(() => null);
    reply({ type: 'counted', counts });
  }
}

if (parentPort !== null) void serve(parentPort);
