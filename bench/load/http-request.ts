import type { ServerUnderTest } from '../server/server-under-test.js';

/** A GET as the bytes of HTTP/1.1. */
export function getRequest({ port, authorization }: ServerUnderTest, path: string): Buffer {
  return Buffer.from(
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: ${authorization}\r\n\r\n`,
  );
}

/** A POST, of JSON unless told otherwise, as the bytes of HTTP/1.1. */
export function postRequest(
  { port, authorization }: ServerUnderTest,
  path: string,
  body: Buffer,
  encoding = 'identity',
  type = 'application/json',
): Buffer {
  const head =
    `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: ${authorization}\r\n` +
    `Content-Type: ${type}\r\nContent-Encoding: ${encoding}\r\nContent-Length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}
