import type { Request } from 'express';
import { publicUrlFor } from './public-url.js';

describe(publicUrlFor, () => {
  const asked = (host: string | undefined, secure = false): Request => ({ host, secure }) as Request;

  it('is as configured, whatever the request says', () => {
    const address = { publicUrl: 'https://observe.example.com/x', basePath: '/y' };
    expect(publicUrlFor(asked('evil.example'), address)).toBe('https://observe.example.com/x');
  });

  it.each([
    ['localhost:8742', false, 'http://localhost:8742/x'],
    ['observe.example.com', true, 'https://observe.example.com/x'],
    ['[::1]:8742', false, 'http://[::1]:8742/x'],
  ])('is as the request has found the server at %s', (host, secure, url) => {
    expect(publicUrlFor(asked(host, secure), { publicUrl: null, basePath: '/x' })).toBe(url);
  });

  it.each([undefined, '', 'a b', 'a/b', 'a?b', 'u@a', 'a"b', 'a:b', '[::1', 'a\\b'])(
    'makes no URL of the host %j',
    (host) => {
      expect(() => publicUrlFor(asked(host), { publicUrl: null, basePath: '' })).toThrow('Host header');
    },
  );
});
