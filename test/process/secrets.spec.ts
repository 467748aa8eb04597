import { randomInt } from 'node:crypto';
import { withConnection } from '../support/admin-connection.js';
import { eventually } from '../support/eventually.js';
import { rawRequest } from '../support/raw-request.js';
import { startServer } from '../support/server.js';

const PUBLIC_KEY = 'pk-canary-public';
const SECRET_KEY = 'sk-canary-secret';
const PAYLOAD = 'canary-payload';
const GUESS = 'canary-guess';

/** What the database refuses, with the payload in it. */
function unindexable(): string {
  const characters = Array.from({ length: 780 }, () => String.fromCodePoint(randomInt(0x20000, 0x10_0000)));
  return `${PAYLOAD}${characters.join('')}`;
}

describe('The log', () => {
  it('holds no credential and no payload, whatever is asked and whatever fails', async () => {
    const server = await startServer({
      env: {
        LOG_LEVEL: 'trace',
        XTRACE_PUBLIC_KEY: PUBLIC_KEY,
        XTRACE_SECRET_KEY: SECRET_KEY,
        RATE_LIMIT_BURST: '30',
        RATE_LIMIT_QPS: '10',
      },
    });
    const basic = (secret: string): string =>
      `Basic ${Buffer.from(`${PUBLIC_KEY}:${secret}`).toString('base64')}`;
    const paths = [
      '/api/public/traces',
      `/api/public/traces/${PAYLOAD}`,
      '/api/public/metrics/daily',
      '/api/public/metrics/names',
      '/api/public/metrics/query?name=x',
      '/api/public/projects',
      '/api/internal/rate_limit_stats',
      '/metrics',
      '/nothing',
      '/healthz',
      '/readyz',
    ];
    const credentials = [
      `Bearer ${server.token}`,
      `Bearer ${GUESS}`,
      basic(SECRET_KEY),
      basic(GUESS),
      GUESS,
      '',
    ];
    for (const authorization of credentials) {
      for (const path of paths) {
        await server.get(path, { authorization });
        await server.get(
          `${path}${path.includes('?') ? '&' : '?'}token=${server.token}&userId=${PAYLOAD}&page=${PAYLOAD}`,
          { authorization },
        );
      }
      await server.post(
        '/v1/l/batch',
        { trace: { id: PAYLOAD, input: PAYLOAD, tags: [PAYLOAD] } },
        { authorization },
      );
    }
    const bodies = [
      `{"trace": "${PAYLOAD}"`,
      { trace: { id: 1, name: PAYLOAD } },
      { trace: { id: 'x', timestamp: PAYLOAD } },
      { trace: { id: unindexable(), input: PAYLOAD } },
    ];
    for (const body of bodies) await server.post('/v1/l/batch', body);
    await server.post('/v1/metrics/batch', {
      metrics: [{ name: PAYLOAD, labels: { a: PAYLOAD }, value: PAYLOAD, timestamp: PAYLOAD }],
    });
    await rawRequest(server.url, `GET /${PAYLOAD} HTTP/9.9\r\nAuthorization: Bearer ${server.token}\r\n\r\n`);

    // The database fails in the middle of it.
    const url = server.databaseUrl ?? '';
    const ended = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`;
    const busy = Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        server.post('/v1/l/batch', { trace: { id: `${PAYLOAD}-${index}`, input: PAYLOAD } }),
      ),
    );
    await withConnection(url, (client) => client.query(ended));
    await busy;
    await withConnection(url, (client) => client.query('ALTER TABLE traces RENAME TO traces_away'));
    const mistake = await server.post('/v1/l/batch', { trace: { id: PAYLOAD, input: PAYLOAD } });
    expect(mistake.failure).toEqual({
      status: 500,
      code: 'INTERNAL_ERROR',
      message: expect.not.stringContaining('relation') as unknown,
    });
    await withConnection(url, (client) => client.query('ALTER TABLE traces_away RENAME TO traces'));
    await eventually(
      async () => (await server.post('/v1/l/batch', { trace: { id: 'after' } })).status === 200,
    );
    await server.stop();

    const password = decodeURIComponent(/:\/\/[^:]*:([^@]*)@/.exec(url)?.[1] ?? '');
    const secrets = [
      server.token,
      SECRET_KEY,
      GUESS,
      PAYLOAD,
      basic(SECRET_KEY).slice(6),
      ...(password === '' ? [] : [password]),
    ];
    expect(server.logs).toContain('"level":50');
    for (const secret of secrets)
      expect(server.logs.split('\n').filter((line) => line.includes(secret))).toEqual([]);
  });
});
