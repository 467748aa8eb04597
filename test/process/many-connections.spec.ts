import { eventually } from '../support/eventually.js';
import { RawConnection } from '../support/raw-connection.js';
import { startServer, type TestXtrace } from '../support/server.js';

const WANTED = 10_000;
/** For what else a process has open. */
const OTHER_FILES = 1000;
const AT_A_TIME = 200;
const MAX_RESIDENT_BYTES = 512 * 1024 * 1024;
const REQUEST = 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n';

/** This process and the server have one end of each connection. Node raises its own limit to the highest that is permitted. */
function permittedConnections(): number {
  const { userLimits } = process.report.getReport() as unknown as {
    userLimits: { open_files: { soft: number | 'unlimited' } };
  };
  const { soft } = userLimits.open_files;
  return Math.min(WANTED, soft === 'unlimited' ? WANTED : soft - OTHER_FILES);
}

describe('Many connections', () => {
  const count = permittedConnections();
  let server: TestXtrace;
  const connections: RawConnection[] = [];

  beforeAll(async () => {
    server = await startServer();
    if (count < WANTED) process.stderr.write(`Only ${count} connections: no more files may be open here\n`);
  });

  afterAll(() => {
    for (const connection of connections) connection.leave();
  });

  async function open(): Promise<void> {
    while (connections.length < count) {
      const opening = RawConnection.open(server.url);
      const connection = (await opening).send(REQUEST);
      connections.push(connection);
      await eventually(() => connection.isOver || connection.received.includes('"ok"'));
    }
  }

  async function figure(name: string): Promise<number> {
    const { text } = await server.get('/metrics');
    return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
  }

  it('that are idle leave the server in bounded memory, and able to serve others', async () => {
    await Promise.all(Array.from({ length: AT_A_TIME }, open));
    expect(connections.filter(({ isOver }) => isOver)).toEqual([]);
    expect(await figure('xtrace_http_connections')).toBeGreaterThanOrEqual(count);
    expect((await server.post('/v1/l/batch', { trace: { id: 'among-many' } })).status).toBe(200);
    expect((await server.get('/api/public/traces/among-many')).status).toBe(200);
    expect(await figure('process_resident_memory_bytes')).toBeLessThan(MAX_RESIDENT_BYTES);
  });

  it('are answered again, each of them, and let go when the clients are', async () => {
    const [stays, ...others] = connections;
    for (const connection of connections) connection.send(REQUEST);
    await eventually(() => connections.every(({ received }) => received.split('"ok"').length === 3));
    for (const connection of others) connection.leave();
    await eventually(async () => (await figure('xtrace_http_connections')) < AT_A_TIME);
    expect(stays?.isOver).toBe(false);
  });

  it('are let go when the server stops, in good order', async () => {
    connections.splice(1);
    await Promise.all(Array.from({ length: AT_A_TIME }, open));
    await server.stop();
    await eventually(() => connections.every(({ isOver }) => isOver));
    expect(server.process.hasEnded).toBe(true);
  });
});
