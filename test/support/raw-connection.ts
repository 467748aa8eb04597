import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A connection of which the test decides what is sent when, and which waits for nothing. */
export class RawConnection {
  /** Everything that the server has sent so far. */
  received = '';
  isOver = false;
  private dripping: NodeJS.Timeout | undefined;

  private constructor(private readonly socket: Socket) {
    socket
      .on('data', (chunk: Buffer) => (this.received += chunk.toString()))
      .on('error', () => undefined)
      .on('close', () => {
        this.isOver = true;
        clearInterval(this.dripping);
      });
  }

  static async open(url: string): Promise<RawConnection> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    const connection = new RawConnection(socket);
    await once(socket, 'connect');
    return connection;
  }

  send(text: string): this {
    this.socket.write(text);
    return this;
  }

  /** Goes on sending, little by little. */
  drip(text: string, everyMs: number): this {
    this.dripping = setInterval(() => this.socket.write(text), everyMs);
    return this;
  }

  leave(): void {
    this.socket.destroy();
  }
}
