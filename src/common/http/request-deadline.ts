import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/** How long the body of a request may take. */
export interface BodyPatience {
  /** Without a byte. */
  readonly idleMs: number;
  readonly totalMs: number;
}

const exempt = new WeakSet<Socket>();

/** Whether the server's own deadline for whole requests does not hold for what comes over a connection now. */
export function hasOwnDeadline(socket: Socket): boolean {
  return exempt.has(socket);
}

/** Gives a request whose body is large deadlines of its own instead of the server's; it is cut off when they pass. */
export function setRequestDeadline(request: IncomingMessage, { idleMs, totalMs }: BodyPatience): void {
  const { socket } = request;
  exempt.add(socket);
  // The server destroys a socket whose time is up and that nobody else listens for; after an answer it sets its own time again.
  socket.setTimeout(idleMs);
  const timer = setTimeout(() => socket.destroy(), totalMs);
  timer.unref();
  request.once('close', () => {
    clearTimeout(timer);
    exempt.delete(socket);
  });
}
