import type { Request } from 'express';

const PATIENCE_MS = 2000;

/**
 * After an answer that did not wait for the whole body: a client that is still sending would not read the answer, so what
 * it sends is thrown away for a moment; then the connection is closed.
 */
export function letBodyRunOut(request: Request): void {
  if (request.complete) return;
  request.resume();
  const timer = setTimeout(() => {
    if (!request.complete) request.socket.destroy();
  }, PATIENCE_MS);
  timer.unref();
  request.once('end', () => clearTimeout(timer));
}
