import { withConnection } from '../support/admin-connection.js';
import { startServer, type TestXtrace } from '../support/server.js';
import { ingest } from '../support/stored-trace.js';

const MOST = 10_000_000_000;
const DAY = 'fromTimestamp=2026-01-31T00:00:00Z&toTimestamp=2026-01-31T23:59:59.999999Z';

describe('Sums of tokens', () => {
  let server: TestXtrace;

  beforeAll(async () => {
    server = await startServer();
  });

  afterAll(() => server.stop());

  it('are exact where every observation of a request has as many as it may', async () => {
    const observations = Array.from({ length: 20_000 }, (_, index) => ({
      id: `o-${index}`,
      traceId: 'most',
      model: 'm',
      startTime: '2026-01-31T08:00:00Z',
      promptTokens: MOST - 1,
      completionTokens: MOST,
    }));
    await ingest(server, { observations });
    const { text } = await server.get(`/api/public/metrics/daily?${DAY}`);
    expect(text).toContain(
      '"inputUsage":199999999980000,"outputUsage":200000000000000,"totalUsage":399999999980000',
    );
  });

  it('keep all their digits, and are answered, when they are larger than any number of JavaScript or PostgreSQL', async () => {
    const columns = ['input_tokens', 'output_tokens', 'total_tokens'];
    const values = ['9007199254740993', '9223372036854775807', '9223372036854775807'];
    const set = columns.map((column, index) => `${column} = ${values[index]}`).join(', ');
    await ingest(server, {
      observations: [{ id: 'next', traceId: 'most', model: 'm', startTime: '2026-01-31T09:00:00Z' }],
    });
    await withConnection(server.databaseUrl ?? '', (client) =>
      client.query(`UPDATE usage_hourly SET ${set}`),
    );
    const { text } = await server.get(`/api/public/metrics/daily?${DAY}`);
    expect(text).toContain(
      '"inputUsage":18014398509481986,"outputUsage":18446744073709551614,"totalUsage":18446744073709551614',
    );
  });
});
