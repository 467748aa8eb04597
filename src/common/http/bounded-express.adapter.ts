import { createServer, STATUS_CODES, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { ExpressAdapter } from '@nestjs/platform-express';
import { hasOwnDeadline } from './request-deadline.js';

const REQUEST_TIMEOUT = 'ERR_HTTP_REQUEST_TIMEOUT';

/** What a client may take of the server before it has sent a request, and how long. */
export interface ConnectionBounds {
  /** From the first moment of a connection, or the first byte of a later request, to the last header: else 408. */
  readonly headersMs: number;
  /** From the same moment to the last byte of the body: else 408. */
  readonly requestMs: number;
  /** How often these two are looked at: a connection lives so much longer. */
  readonly checkEveryMs: number;
  /** How long a connection is kept for a next request. */
  readonly keepAliveMs: number;
  /** Connections at the same time; one more is closed at once. */
  readonly connections: number;
}

/**
 * Express on a server that lets go of slow clients.
 * Nest's own server looks at its deadlines twice a minute, which can only be changed while it is made.
 */
export class BoundedExpressAdapter extends ExpressAdapter {
  constructor(private readonly bounds: ConnectionBounds) {
    super();
  }

  override initHttpServer(): void {
    const { headersMs, requestMs, checkEveryMs, keepAliveMs, connections } = this.bounds;
    this.httpServer = createServer(
      {
        headersTimeout: headersMs,
        requestTimeout: requestMs,
        connectionsCheckingInterval: checkEveryMs,
        keepAliveTimeout: keepAliveMs,
      },
      this.getInstance(),
    );
    this.httpServer.maxConnections = connections;
    this.httpServer.on('clientError', onClientError);
  }
}

/** Everything else is malformed: 400. */
const STATUS: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  [REQUEST_TIMEOUT]: 408,
};

/** What Node does where nobody listens, but for requests that have deadlines of their own. */
function onClientError(
  error: NodeJS.ErrnoException,
  socket: Socket & { _httpMessage?: ServerResponse },
): void {
  const code = error.code ?? '';
  if (code === REQUEST_TIMEOUT && hasOwnDeadline(socket)) return;
  if (socket.writable && socket._httpMessage?.headersSent !== true) {
    const status = STATUS[code] ?? 400;
    socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\n\r\n`);
  }
  socket.destroy(error);
}
