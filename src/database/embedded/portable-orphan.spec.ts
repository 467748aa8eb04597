import { isServerOf } from './portable-orphan.js';

describe(isServerOf, () => {
  const cluster = '/Users/me/Application Support/cluster';

  it('knows a server by its program and its cluster', () => {
    expect(isServerOf(cluster, `Ss   /pkg/bin/postgres -D ${cluster} -c port=5432\n`)).toBe(true);
  });

  it.each([
    ['a zombie', 'Z    (postgres)'],
    ['the server of another cluster', 'Ss   /pkg/bin/postgres -D /elsewhere -c port=5432'],
    ['another program', `S    vi ${cluster}/postgresql.conf`],
    ['no process', ''],
  ])('does not take %s for it', (_name, line) => {
    expect(isServerOf(cluster, line)).toBe(false);
  });
});
