import type { ServerResponse } from 'node:http';
import { ByteBudget, type ByteHold } from '../byte-budget.js';
import type { ServerMetrics } from '../monitoring/server-metrics.js';

/** While an answer is read, written as JSON and sent it takes two to five times its size in memory. */
const TOTAL_BYTES = 128 * 1024 * 1024;
/** A client that takes nothing of its answer for so long would hold it for ever. */
const STALL_MS = 60_000;

/** A bound on all large answers that are being read from the database or sent. */
export class AnswerBudget {
  private readonly budget: ByteBudget;

  constructor(
    metrics: ServerMetrics,
    totalBytes = TOTAL_BYTES,
    private readonly stallMs = STALL_MS,
  ) {
    this.budget = new ByteBudget(totalBytes, 'The server is answering as much as it can; try again');
    metrics.gauge(
      'xtrace_answer_bytes',
      'Bytes of answers that are being read or sent.',
      () => this.budget.usedBytes,
    );
  }

  /**
   * Reads what an answer is made of. What the reading holds is given back when the answer has been sent or its client has gone,
   * but not before the reading has ended: until then the bytes are there, whether anybody waits for them or not.
   */
  async within<T>(response: ServerResponse, read: (hold: ByteHold) => Promise<T>): Promise<T> {
    const hold = this.budget.hold();
    try {
      const answer = await read(hold);
      response.setTimeout(this.stallMs);
      whenOver(response, () => hold.release());
      return answer;
    } catch (error) {
      hold.release();
      throw error;
    }
  }
}

/** An answer that waits behind others of its connection is never told that the connection has gone. */
function whenOver(response: ServerResponse, done: () => void): void {
  const { socket } = response.req;
  const end = (): void => {
    response.off('close', end);
    socket.off('close', end);
    done();
  };
  if (response.closed || socket.destroyed) end();
  else for (const emitter of [response, socket]) emitter.once('close', end);
}
