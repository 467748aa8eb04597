import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findAccessToken } from './access-token.js';
import type { DemoOptions } from './options.js';

const OPTIONS: DemoOptions = {
  url: 'http://localhost:8742',
  token: null,
  seed: '1',
  scale: 1,
  end: 0,
  hours: 24,
};

describe('findAccessToken', () => {
  let directory = '';

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'xtrace-demo-'));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  it('takes the one that was given', () => {
    expect(findAccessToken({ ...OPTIONS, token: 'given' }, {}, directory)).toEqual({
      token: 'given',
      file: null,
    });
  });

  it('reads the one that the server left in its data directory', () => {
    const file = join(directory, '.xtrace', 'token');
    mkdirSync(join(directory, '.xtrace'));
    writeFileSync(file, 'made-by-the-server\n');
    expect(findAccessToken(OPTIONS, {}, directory)).toEqual({ token: 'made-by-the-server', file });
  });

  it('looks where XTRACE_DATA_DIR says', () => {
    writeFileSync(join(directory, 'token'), 'elsewhere');
    expect(findAccessToken(OPTIONS, { XTRACE_DATA_DIR: directory }, '/nowhere').token).toBe('elsewhere');
  });

  it('says what to do if there is none', () => {
    expect(() => findAccessToken(OPTIONS, {}, directory)).toThrow(/set API_BEARER_TOKEN/);
    writeFileSync(join(directory, 'token'), '\n');
    expect(() => findAccessToken(OPTIONS, { XTRACE_DATA_DIR: directory }, directory)).toThrow(/is empty/);
  });

  it('keeps the local one from other machines', () => {
    writeFileSync(join(directory, 'token'), 'local');
    const remote = { ...OPTIONS, url: 'https://xtrace.example' };
    expect(() => findAccessToken(remote, { XTRACE_DATA_DIR: directory }, directory)).toThrow(
      /The token of xtrace.example is needed/,
    );
  });
});
