import { readOptions } from './options.js';

const NOW = Date.UTC(2026, 10, 20, 12);

describe('readOptions', () => {
  it('has a default for everything', () => {
    expect(readOptions([], {}, NOW)).toEqual({
      url: 'http://127.0.0.1:8742',
      token: null,
      seed: '1',
      scale: 1,
      end: NOW,
      hours: 24,
    });
  });

  it('takes address and token from the environment, and rather from the command line', () => {
    const environment = { XTRACE_URL: 'https://xtrace.example/base/', API_BEARER_TOKEN: 'from-environment' };
    expect(readOptions([], environment, NOW)).toMatchObject({
      url: 'https://xtrace.example/base',
      token: 'from-environment',
    });
    const args = ['--url', 'http://localhost:1', '--token', 'from-arguments'];
    expect(readOptions(args, environment, NOW)).toMatchObject({
      url: 'http://localhost:1',
      token: 'from-arguments',
    });
  });

  it('takes empty variables for unset ones', () => {
    const environment = { XTRACE_URL: '', API_BEARER_TOKEN: '' };
    expect(readOptions([], environment, NOW)).toMatchObject({ url: 'http://127.0.0.1:8742', token: null });
  });

  it('reads numbers and instants', () => {
    const args = ['--scale', '0.5', '--hours=6', '--seed', 'abc', '--end', '2026-01-31T19:00:00+01:00'];
    expect(readOptions(args, {}, NOW)).toMatchObject({
      scale: 0.5,
      hours: 6,
      seed: 'abc',
      end: Date.UTC(2026, 0, 31, 18),
    });
  });

  it('is null where help is wanted', () => {
    expect(readOptions(['--help'], {}, NOW)).toBeNull();
  });

  it.each([
    [['--scale', '0'], /--scale must be a number from 0.01 to 1000/],
    [['--scale', 'much'], /--scale/],
    [['--hours', ''], /--hours must be a number from 1 to 168/],
    [['--end', 'yesterday'], /--end must be an RFC 3339 date-time/],
    [['--end', '2026-13-01T00:00:00Z'], /--end/],
    [['--url', 'ftp://xtrace'], /--url must be an address/],
    [['--url', 'xtrace:8742'], /--url/],
    [['--speed', '3'], /--speed/],
  ])('says what is wrong with %j', (args, message) => {
    expect(() => readOptions(args, {}, NOW)).toThrow(message);
  });
});
