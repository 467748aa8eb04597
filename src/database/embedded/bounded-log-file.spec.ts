import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BoundedLogFile } from './bounded-log-file.js';

describe(BoundedLogFile, () => {
  const directory = mkdtempSync(join(tmpdir(), 'log-'));
  const file = join(directory, 'server.log');

  afterEach(() => {
    rmSync(file, { force: true });
    rmSync(`${file}.1`, { force: true });
  });

  afterAll(() => {
    rmSync(directory, { recursive: true });
  });

  it('appends in order, also to what an earlier run has written', async () => {
    const first = new BoundedLogFile(file);
    first.write('a');
    first.write('b');
    await first.flushed();
    const second = new BoundedLogFile(file);
    second.write('c');
    await second.flushed();
    expect(readFileSync(file, 'utf8')).toBe('abc');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('keeps at most two files of the given size', async () => {
    const log = new BoundedLogFile(file, 100);
    for (let line = 0; line < 100; line += 1) log.write(`${'x'.repeat(8)}${line % 10}\n`);
    await log.flushed();
    expect(statSync(file).size).toBeLessThanOrEqual(100);
    expect(statSync(`${file}.1`).size).toBeLessThanOrEqual(100);
  });

  it('does not mind when it cannot be written', async () => {
    const log = new BoundedLogFile(join(directory, 'missing', 'server.log'));
    log.write('lost');
    await log.flushed();
    expect(existsSync(join(directory, 'missing'))).toBe(false);
  });
});
