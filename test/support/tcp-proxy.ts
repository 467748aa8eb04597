import {
  createServer,
  connect,
  type AddressInfo,
  type NetConnectOpts,
  type Server,
  type Socket,
} from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Certificate } from './certificate.js';

/** What a PostgreSQL client sends first where it wants TLS: a length of 8, and a magic number. */
const TLS_REQUEST_BYTES = 8;
const TLS_ACCEPTED = 'S';

/**
 * A port of the loopback interface that leads to another socket, as a network does: it can stop carrying bytes without a word to
 * either side. With a certificate it is what a PostgreSQL server with TLS looks like from outside.
 */
export class TcpProxy {
  private readonly sockets = new Set<Socket>();
  private readonly stranded: Socket[] = [];
  private isStalled = false;

  private constructor(
    private readonly server: Server,
    private readonly target: NetConnectOpts,
    private readonly certificate: Certificate | null,
  ) {}

  static async to(target: NetConnectOpts, certificate: Certificate | null = null): Promise<TcpProxy> {
    const server = createServer({ allowHalfOpen: true });
    const proxy = new TcpProxy(server, target, certificate);
    server.on('connection', (client) => proxy.accept(client));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** From now on nothing is carried, of the connections that are open and of those that are made. */
  stall(): void {
    this.isStalled = true;
    for (const socket of this.sockets) socket.pause();
  }

  resume(): void {
    this.isStalled = false;
    for (const socket of this.sockets) socket.resume();
  }

  /** New connections work; those that are open carry nothing any more, and never will. */
  strand(): void {
    this.stall();
    this.stranded.push(...this.sockets);
    this.sockets.clear();
    this.isStalled = false;
  }

  async close(): Promise<void> {
    for (const socket of [...this.sockets, ...this.stranded]) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private accept(client: Socket): void {
    if (this.certificate === null) {
      this.join(client, client);
      return;
    }
    const { certificate } = this;
    client.once('readable', () => {
      if (client.read(TLS_REQUEST_BYTES) === null) client.destroy();
      client.write(TLS_ACCEPTED);
      this.join(
        client,
        new TLSSocket(client, { isServer: true, key: certificate.key, cert: certificate.certificate }),
      );
    });
  }

  private join(client: Socket, plain: Socket): void {
    const server = connect(this.target);
    for (const socket of new Set([client, plain, server])) {
      this.sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => this.sockets.delete(socket));
    }
    plain.on('data', (bytes) => server.write(bytes)).on('end', () => server.end());
    server.on('data', (bytes) => plain.write(bytes)).on('end', () => plain.end());
    plain.on('close', () => server.destroy());
    server.on('close', () => plain.destroy());
    if (!this.isStalled) return;
    plain.pause();
    server.pause();
  }
}
