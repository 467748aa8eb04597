import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EmbeddedPostgres } from '../../src/database/embedded/embedded-postgres.js';
import { socketFile } from '../../src/database/embedded/server-endpoint.js';
import { EmbeddedPostgresBed, query } from '../support/embedded-postgres-bed.js';
import { startServer } from '../support/server.js';
import { TcpProxy } from '../support/tcp-proxy.js';

const COMPOSE = readFileSync(join(__dirname, '..', '..', 'docker', 'compose.yaml'), 'utf8');
const PASSWORD = `p@ss/w:rd?#%20[x]&'"\\$= é`;
const DATABASE_HOST = '@postgres:5432/';

/** The environment of a service, with its variables put in as Compose does it. */
function environmentOf(service: string, variables: Record<string, string>): Record<string, string> {
  const [, block = ''] =
    new RegExp(`^  ${service}:\\n(?:^    .*\\n)*?^    environment:\\n((?:^      .*\\n)+)`, 'm').exec(
      COMPOSE,
    ) ?? [];
  const pairs = [...block.matchAll(/^ +([A-Z_]+): (.+)$/gm)].map(([, name = '', value = '']) => [
    name,
    value.replace(/\$\{([A-Z_]+):\?[^}]*\}/g, (_, variable: string) => variables[variable] ?? ''),
  ]);
  return Object.fromEntries(pairs) as Record<string, string>;
}

describe('docker/compose.yaml', () => {
  const bed = new EmbeddedPostgresBed();
  let postgres: EmbeddedPostgres;
  let network: TcpProxy;

  beforeAll(async () => {
    postgres = await bed.start(bed.path());
    network = await TcpProxy.to({ path: socketFile(postgres.connection.host) });
  });

  afterAll(async () => {
    await network.close();
    await bed.close();
  });

  it('lets xtrace into its database whatever characters the password has', async () => {
    const variables = { POSTGRES_PASSWORD: PASSWORD, API_BEARER_TOKEN: 'token-of-the-tests' };
    const { POSTGRES_USER: user = '', POSTGRES_PASSWORD: password = '' } = environmentOf(
      'postgres',
      variables,
    );
    await query(postgres.connection, `ALTER ROLE ${user} PASSWORD '${password.replaceAll("'", "''")}'`, {
      user: 'postgres',
    });
    const { DATABASE_URL: url = '', ...env } = environmentOf('xtrace', variables);
    expect(url).toContain(DATABASE_HOST);
    const server = await startServer({
      databaseUrl: url.replace(DATABASE_HOST, `@127.0.0.1:${network.port}/`),
      env,
    });
    expect((await server.post('/v1/l/batch', { trace: { id: 't' } })).status).toBe(200);
    await server.stop();
    expect(server.logs).not.toContain(PASSWORD);
  });
});
