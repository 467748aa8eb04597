import { describeDatabaseUrl, startLines, type StartFacts } from './start-lines.js';

const FACTS: StartFacts = {
  url: 'http://127.0.0.1:8742',
  seconds: '1.2',
  data: '/var/xtrace',
  token: 'xt-made',
  tokenFile: '/var/xtrace/token',
};

describe(startLines, () => {
  it('shows where it listens, where the data lies, the token that was made and a command to try', () => {
    expect(startLines(FACTS).split('\n')).toEqual([
      '',
      '  xtrace is ready after 1.2 s',
      '',
      '  listens on   http://127.0.0.1:8742',
      '  data         /var/xtrace',
      '  token        xt-made   (kept in /var/xtrace/token)',
      '  documents    http://127.0.0.1:8742/docs',
      '',
      '  try          curl -H "Authorization: Bearer xt-made" "http://127.0.0.1:8742/api/public/traces?limit=5"',
      '',
      '',
    ]);
  });

  it.each(['0.0.0.0', '[::]'])('says where to ask a server that listens on %s', (host) => {
    const lines = startLines({ ...FACTS, url: `http://${host}:8742/x` });
    expect(lines).toContain(`listens on   http://${host}:8742/x`);
    expect(lines).toContain('documents    http://localhost:8742/x/docs');
    expect(lines).toContain('"http://localhost:8742/x/api/');
  });

  it('does not repeat a token that was given', () => {
    const lines = startLines({ ...FACTS, token: null });
    expect(lines).toContain('(as in API_BEARER_TOKEN)');
    expect(lines).toContain('Bearer $API_BEARER_TOKEN"');
    expect(lines).not.toContain('/var/xtrace/token');
  });
});

describe(describeDatabaseUrl, () => {
  it.each([
    ['postgres://alice:secret@db.example:5433/traces?sslmode=require', 'traces on db.example:5433'],
    ['postgresql://db/my%20traces', 'my traces on db'],
    ['postgres://db', '(default) on db'],
    ['postgres:///traces?host=/run', 'traces on localhost'],
  ])('shows of %s the server and the name only', (url, shown) => {
    expect(describeDatabaseUrl(url)).toBe(`PostgreSQL database ${shown}`);
  });
});
