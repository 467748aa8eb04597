import { once } from 'node:events';
import { parentPort } from 'node:worker_threads';
import { DomainError } from '../../common/domain-error.js';
import { foldPatches } from '../domain/fold-patches.js';
import type { Patch } from '../domain/patch.js';
import { decodeBody } from './decode-body.js';
import type { DecodeReply, DecodeRequest } from './decode-messages.js';

const ITEMS_PER_CHUNK = 500;

/** The decoding thread: one request at a time, see decode-messages.ts. */
function serve(port: NonNullable<typeof parentPort>): void {
  const reply = (message: DecodeReply): void => port.postMessage(message);
  port.on('message', (request: DecodeRequest) => {
    if (request.type !== 'decode') return;
    void decode(request, reply, () => once(port, 'message'));
  });
}

async function decode(
  request: DecodeRequest & { type: 'decode' },
  reply: (message: DecodeReply) => void,
  taken: () => Promise<unknown>,
): Promise<void> {
  try {
    const decoded = decodeBody(request.protocol, request.bytes, request.context, (events) =>
      reply({ type: 'counted', events }),
    );
    const { replacedCharacters } = decoded;
    const items = request.protocol === 'native' ? await folded(decoded.items as Patch[]) : decoded.items;
    for (let from = 0; from < items.length; from += ITEMS_PER_CHUNK) {
      const isTaken = taken();
      reply({ type: 'chunk', items: items.slice(from, from + ITEMS_PER_CHUNK) });
      await isTaken;
    }
    reply({ type: 'end', replacedCharacters });
  } catch (error) {
    const code = error instanceof DomainError ? error.code : null;
    reply({ type: 'error', code, message: error instanceof Error ? error.message : String(error) });
  }
}

/** Many events of the same entity are merged here already, where it holds up nobody. */
async function folded(patches: readonly Patch[]): Promise<Patch[]> {
  const { traces, observations, scores } = await foldPatches(patches);
  return [...traces.values(), ...observations.values(), ...scores.values()];
}

if (parentPort !== null) serve(parentPort);
