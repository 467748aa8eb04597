import type { Server, ServerResponse } from 'node:http';

const LOOK_EVERY_MS = 100;
/** For answers that are still being made or read. Connections that never sent a whole request are cut then, too. */
const PATIENCE_MS = 10_000;

/**
 * Ends the connections of a server that is to stop. Clients keep theirs open for the next request; so each answer that is still to be
 * made closes its own, those that were on their way already are closed as soon as they are done with.
 */
export class ConnectionDrain {
  private readonly unanswered = new Set<ServerResponse>();
  private isDraining = false;

  constructor(private readonly server: Server) {
    server.prependListener('request', (_request, response) => {
      if (this.isDraining) response.setHeader('Connection', 'close');
      this.unanswered.add(response);
      response.once('close', () => this.unanswered.delete(response));
    });
  }

  /** Goes on taking connections. */
  start(): void {
    this.isDraining = true;
    for (const response of this.unanswered)
      if (!response.headersSent) response.setHeader('Connection', 'close');
  }

  /** Takes no new connections, and resolves when the last one has ended; those that do not end in time are cut. */
  finish(): Promise<void> {
    this.start();
    return new Promise((resolve) => {
      const timer = setInterval(() => this.server.closeIdleConnections(), LOOK_EVERY_MS);
      const cut = setTimeout(() => this.server.closeAllConnections(), PATIENCE_MS);
      this.server.close(() => {
        clearInterval(timer);
        clearTimeout(cut);
        resolve();
      });
      this.server.closeIdleConnections();
    });
  }
}
