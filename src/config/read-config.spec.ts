import { ConfigurationError, readConfig } from './read-config.js';

function problemsOf(environment: NodeJS.ProcessEnv): readonly string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

describe(readConfig, () => {
  it('gives every variable its default where nothing is set', () => {
    const config = readConfig({});
    expect(config.bind).toEqual({ host: '127.0.0.1', port: 8742 });
    expect(config.projectId).toBe('default');
    expect(config.rateLimitQps).toBe(20);
    expect(config.rateLimitBurst).toBe(40);
    expect(config.maxBodyBytes).toBe(20 * 1024 * 1024);
    expect(config.databaseUrl).toBeNull();
    expect(config.trustProxy).toBe(false);
    expect(config.basePath).toBe('');
  });

  it('reads an empty variable as not set', () => {
    expect(readConfig({ RATE_LIMIT_QPS: '', BIND_ADDR: ' ' }).rateLimitQps).toBe(20);
  });

  it('names every bad variable at once with its rule, and never the value', () => {
    const problems = problemsOf({
      RATE_LIMIT_QPS: 'canary-1',
      BIND_ADDR: 'canary-2',
      DATABASE_URL: 'mysql://user:canary-3@host/db',
      LOG_LEVEL: 'canary-4',
    });
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'DATABASE_URL',
      'BIND_ADDR',
      'RATE_LIMIT_QPS',
      'LOG_LEVEL',
    ]);
    expect(problems.join()).not.toContain('canary');
  });

  it.each([
    'postgresql://user:pass%40word@host:5432/database',
    'postgres://user@%2Frun%2Fpostgresql/database',
    'postgres:///database?host=/run/postgresql',
    'postgres://host/database?user=me@domain&sslmode=require',
    'postgres://user:pa@ss@host/database',
  ])('takes DATABASE_URL %s', (url) => {
    expect(problemsOf({ DATABASE_URL: url, API_BEARER_TOKEN: 'long-enough' })).toEqual([]);
  });

  it.each([
    'mysql://user:canary@host/database',
    'postgres://user:canary@host:port/database',
    'postgres://user:canary@host:99999/database',
    'postgres://user:12/canary@host/database',
    'postgres://user:12?canary@host/database',
    'postgres://user:12#canary@host/database',
    'postgres://user:canary%@host/database',
    'postgres://user:canary%ff@host/database',
    'postgres://user:canary@host/data%base',
  ])('refuses DATABASE_URL %s, which would lead elsewhere or nowhere', (url) => {
    const problems = problemsOf({ DATABASE_URL: url, API_BEARER_TOKEN: 'long-enough' });
    expect(problems).toEqual([expect.stringMatching(/^DATABASE_URL must be .*percent-encoded/)]);
    expect(problems.join()).not.toContain('canary');
  });

  it('demands a token together with DATABASE_URL', () => {
    expect(problemsOf({ DATABASE_URL: 'postgresql://u@h/d' })).toEqual([
      expect.stringMatching(/^API_BEARER_TOKEN .*required together with DATABASE_URL/),
    ]);
  });

  it('demands both keys or none', () => {
    expect(problemsOf({ XTRACE_PUBLIC_KEY: 'pk' })).toEqual([expect.stringMatching(/^XTRACE_SECRET_KEY /)]);
    expect(problemsOf({ XTRACE_SECRET_KEY: 'sk' })).toEqual([expect.stringMatching(/^XTRACE_PUBLIC_KEY /)]);
  });

  it('accepts the older names of the keys, and prefers the newer', () => {
    expect(readConfig({ LANGFUSE_PUBLIC_KEY: 'pk-1', LANGFUSE_SECRET_KEY: 'sk-1' }).publicKey).toBe('pk-1');
    expect(
      readConfig({ LANGFUSE_PUBLIC_KEY: 'pk-1', XTRACE_PUBLIC_KEY: 'pk-2', XTRACE_SECRET_KEY: 'sk' })
        .publicKey,
    ).toBe('pk-2');
    expect(readConfig({ LANGFUSE_INIT_PROJECT_ID: 'p-7' }).projectId).toBe('p-7');
  });

  it('refuses the unauthenticated mode on an address that is not loopback', () => {
    const open = { XTRACE_ALLOW_UNAUTHENTICATED_COMPAT: '1' };
    expect(problemsOf({ ...open, BIND_ADDR: '0.0.0.0:8742' })).toEqual([
      expect.stringMatching(/^XTRACE_ALLOW_UNAUTHENTICATED_COMPAT /),
    ]);
    expect(readConfig({ ...open, BIND_ADDR: '[::1]:8742' }).allowUnauthenticatedCompat).toBe(true);
  });

  it.each([
    [{ XTRACE_PUBLIC_URL: 'https://observe.example.com' }, { publicUrl: 'https://observe.example.com' }],
    [{ XTRACE_PUBLIC_URL: 'HTTP://Host:80/a/b//' }, undefined],
    [{ XTRACE_PUBLIC_URL: 'http://Host:8080/a/b//' }, { publicUrl: 'http://host:8080/a/b' }],
    [{ XTRACE_PUBLIC_URL: 'https://user:canary@host' }, undefined],
    [{ XTRACE_PUBLIC_URL: 'https://host/?canary' }, undefined],
    [{ XTRACE_PUBLIC_URL: 'host.example.com' }, undefined],
    [{ XTRACE_MEDIA_PREFIX: '/a/b' }, { mediaPrefix: 'a/b/' }],
    [{ LANGFUSE_S3_MEDIA_UPLOAD_PREFIX: 'media/' }, { mediaPrefix: 'media/' }],
    [{ XTRACE_MEDIA_PREFIX: 'a//b' }, undefined],
    [{ XTRACE_MEDIA_BUCKET: 'b/../c' }, undefined],
    [{ XTRACE_MEDIA_ACCESS_KEY_ID: 'canary' }, undefined],
    [{ XTRACE_MEDIA_SECRET_ACCESS_KEY: 'canary' }, undefined],
  ])('reads of where media are and are reached %j', (environment, expected) => {
    if (expected !== undefined) expect(readConfig(environment)).toMatchObject(expected);
    else {
      const problems = problemsOf(environment);
      expect(problems).toHaveLength(1);
      expect(problems.join()).not.toContain('canary');
    }
  });

  it.each([
    ['2', 2],
    ['0', false],
    ['10.0.0.0/8, 127.0.0.1', ['10.0.0.0/8', '127.0.0.1']],
  ])('reads TRUST_PROXY %s', (text, expected) => {
    expect(readConfig({ TRUST_PROXY: text }).trustProxy).toEqual(expected);
  });

  it.each([
    [undefined, []],
    ['*', '*'],
    ['https://app.example', ['https://app.example']],
    ['http://[::1]:5173 ,capacitor://localhost', ['http://[::1]:5173', 'capacitor://localhost']],
  ])('reads CORS_ORIGINS %s', (text, expected) => {
    expect(readConfig({ CORS_ORIGINS: text }).corsOrigins).toEqual(expected);
  });

  it.each([
    'app.example',
    'https://app.example/',
    'https://App.example',
    'https://app.example:443',
    'https://*.app.example',
    'https://user@app.example',
    'https://app.example,*',
    'https://app.example,,',
    'null',
    'file:///home',
  ])('refuses CORS_ORIGINS %s: no browser would say it so', (text) => {
    expect(problemsOf({ CORS_ORIGINS: text })).toHaveLength(1);
  });

  it.each(['true', '10.0.0.0/99', 'everyone', '-1'])('refuses TRUST_PROXY %s', (text) => {
    expect(problemsOf({ TRUST_PROXY: text })).toHaveLength(1);
  });
});
