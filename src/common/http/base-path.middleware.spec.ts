import type { Request, Response } from 'express';
import { acceptBasePath } from './base-path.middleware.js';

function served(basePath: string, url: string): string {
  const request = { url } as Request;
  let isPassedOn = false;
  void acceptBasePath(basePath)(request, {} as Response, () => (isPassedOn = true));
  expect(isPassedOn).toBe(true);
  return request.url;
}

describe(acceptBasePath, () => {
  it.each([
    ['/xtrace/healthz', '/healthz'],
    ['/xtrace/healthz?a=/xtrace', '/healthz?a=/xtrace'],
    ['/xtrace', '/'],
    ['/xtrace?a=1', '/?a=1'],
    ['/xtrace/', '/'],
    ['/healthz', '/healthz'],
    ['/xtraces/healthz', '/xtraces/healthz'],
    ['/other/xtrace/healthz', '/other/xtrace/healthz'],
  ])('serves %s as %s', (url, route) => {
    expect(served('/xtrace', url)).toBe(route);
  });

  it('leaves everything as it is without a base path', () => {
    expect(served('', '/?a')).toBe('/?a');
  });
});
