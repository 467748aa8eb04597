import { writeFileSync } from 'node:fs';
import type { EmbeddedPostgres } from '../../src/database/embedded/embedded-postgres.js';
import { socketFile } from '../../src/database/embedded/server-endpoint.js';
import { selfSignedCertificate } from '../support/certificate.js';
import { EmbeddedPostgresBed } from '../support/embedded-postgres-bed.js';
import { eventually } from '../support/eventually.js';
import { ServerProcess } from '../support/server-process.js';
import { startServer } from '../support/server.js';
import { TcpProxy } from '../support/tcp-proxy.js';

const TOKEN = 'canary-token';

/** PostgreSQL on a port of the loopback interface, as a server elsewhere: with passwords, and without TLS of its own. */
describe('A DATABASE_URL', () => {
  const bed = new EmbeddedPostgresBed();
  const proxies: TcpProxy[] = [];
  const refused: ServerProcess[] = [];
  let postgres: EmbeddedPostgres;
  let port: number;

  beforeAll(async () => {
    postgres = await bed.start(bed.path());
    ({ port } = await proxy());
  });

  // Where one was not refused.
  afterEach(() => Promise.all(refused.splice(0).map((each) => each.kill())));

  afterAll(async () => {
    await Promise.all(proxies.map((each) => each.close()));
    await bed.close();
  });

  async function proxy(
    certificate: ReturnType<typeof selfSignedCertificate> | null = null,
  ): Promise<TcpProxy> {
    const made = await TcpProxy.to({ path: socketFile(postgres.connection.host) }, certificate);
    proxies.push(made);
    return made;
  }

  function url(at = port, query = '', credentials = `xtrace:${postgres.connection.password}`): string {
    return `postgresql://${credentials}@127.0.0.1:${at}/xtrace${query}`;
  }

  /** Starts in vain. */
  async function refusal(databaseUrl: string, env: Record<string, string> = {}): Promise<string> {
    const { password } = postgres.connection;
    const server = ServerProcess.spawn({
      env: { DATABASE_URL: databaseUrl, API_BEARER_TOKEN: TOKEN, BIND_ADDR: '127.0.0.1:0', ...env },
    });
    refused.push(server);
    expect(await server.ended()).toBe(1);
    for (const secret of [password, TOKEN, 'canary']) expect(server.output).not.toContain(secret);
    expect(server.output).not.toContain('xtrace is ready');
    return server.output;
  }

  async function expectReady(databaseUrl: string): Promise<void> {
    const server = await startServer({ databaseUrl });
    await server.stop();
  }

  it('without a password that the server asks for ends the start', async () => {
    expect(await refusal(url(port, '', 'xtrace'))).toContain(
      'xtrace cannot start: The database cannot be used: the server asks for a password, and there is none in DATABASE_URL or PGPASSWORD',
    );
  });

  it('with a wrong password or user ends the start', async () => {
    for (const credentials of ['xtrace:canary', 'nobody:canary'])
      expect(await refusal(url(port, '', credentials))).toContain('the user or the password is wrong');
  });

  it.each(['?sslmode=verify-full', '?sslmode=require', '?ssl=true'])(
    'with %s for a server without TLS ends the start',
    async (query) => {
      expect(await refusal(url(port, query))).toContain(
        'The database cannot be used: the server does not speak TLS, and sslmode in DATABASE_URL or PGSSLMODE demands it',
      );
    },
  );

  it('with PGSSLMODE for a server without TLS ends the start', async () => {
    expect(await refusal(url(), { PGSSLMODE: 'require' })).toContain('the server does not speak TLS');
  });

  it('for a server whose certificate nobody has signed ends the start; both ways out of it work', async () => {
    const certificate = selfSignedCertificate('127.0.0.1');
    const secured = await proxy(certificate);
    expect(await refusal(url(secured.port, '?sslmode=verify-full'))).toContain(
      "the server's TLS certificate is signed by nobody that is trusted here: name its CA by sslrootcert=",
    );
    const file = `${postgres.connection.host}/../ca.pem`;
    writeFileSync(file, certificate.certificate);
    await expectReady(url(secured.port, `?sslmode=verify-full&sslrootcert=${file}`));
    await expectReady(url(secured.port, '?sslmode=no-verify'));
  });

  it.each([
    [
      'of another host',
      selfSignedCertificate('127.0.0.2'),
      "the server's TLS certificate is for another host",
    ],
    [
      'that has expired',
      selfSignedCertificate('127.0.0.1', new Date('2021-01-01T00:00:00Z')),
      "the server's TLS certificate has expired",
    ],
  ])('for a server with a certificate %s ends the start', async (_, certificate, reason) => {
    const secured = await proxy(certificate);
    const file = `${postgres.connection.host}/../${secured.port}.pem`;
    writeFileSync(file, certificate.certificate);
    expect(await refusal(url(secured.port, `?sslmode=verify-full&sslrootcert=${file}`))).toContain(reason);
  });

  it('that names a file that is not there ends the start', async () => {
    expect(await refusal(url(port, '?sslmode=verify-full&sslrootcert=/nowhere/ca.pem'))).toContain(
      "a file that DATABASE_URL names cannot be read: ENOENT: no such file or directory, open '/nowhere/ca.pem'",
    );
  });

  it.each([
    ['a host that is not known', 'postgres://xtrace:canary@nowhere.invalid/xtrace'],
    ['a port where nobody listens', 'postgres://xtrace:canary@127.0.0.1:1/xtrace'],
    ['a socket that is not there', 'postgres://xtrace:canary@%2Fnowhere/xtrace'],
  ])('that leads to %s is waited for', async (_, databaseUrl) => {
    const server = await startServer({ databaseUrl, untilReady: false });
    await eventually(() => server.logs.includes('The database is not there yet; waiting for it'));
    expect((await server.get('/readyz')).status).toBe(503);
    expect((await server.get('/healthz')).status).toBe(200);
    expect(server.logs).not.toContain('canary');
    await server.stop();
  });
});
