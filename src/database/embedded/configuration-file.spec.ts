import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatConfiguration, writeConfiguration } from './configuration-file.js';

describe(formatConfiguration, () => {
  it('quotes every value so that nothing in it can end the line or the quotes', () => {
    const text = formatConfiguration({ cluster_name: "it's \\ here", jit: 'off' });
    expect(text.split('\n').slice(1)).toEqual(["cluster_name = 'it''s \\\\ here'", "jit = 'off'", '']);
    expect(() => formatConfiguration({ a: 'x\nfsync = off' })).toThrow(/one line/);
  });
});

describe(writeConfiguration, () => {
  const cluster = mkdtempSync(join(tmpdir(), 'configuration-'));

  afterAll(() => {
    rmSync(cluster, { recursive: true });
  });

  it('writes a file for the server alone, and writes it again only when something has changed', async () => {
    const file = join(cluster, 'postgresql.conf');
    await writeConfiguration(cluster, { jit: 'off' }, null);
    const first = statSync(file);
    expect(first.mode & 0o777).toBe(0o600);
    await writeConfiguration(cluster, { jit: 'off' }, null);
    expect(statSync(file).ino).toBe(first.ino);
    await writeConfiguration(cluster, { jit: 'on' }, null);
    expect(readFileSync(file, 'utf8')).toContain("jit = 'on'");
    chmodSync(file, 0o600);
  });
});
