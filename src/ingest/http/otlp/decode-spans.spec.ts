import { bytes, message } from '../../../../test/support/protobuf.js';
import { decodeSpans, type DecodedSpans } from './decode-spans.js';
import { readSpans } from './read-spans.js';

const CONTEXT = { projectId: 'p', receivedAtMs: Date.UTC(2026, 10, 23) };
const MAX_VALUES = 2_000_000;

function decode(body: Buffer): DecodedSpans {
  return decodeSpans(
    (read) => readSpans(read, MAX_VALUES),
    body,
    CONTEXT,
    () => undefined,
  );
}

describe('decodeSpans', () => {
  it('weighs the name and the version of a scope, which every span of it keeps', () => {
    for (const field of [1, 2]) {
      const scope = message(1, bytes(field, 'x'.repeat(180_000)));
      const spans = Array.from({ length: 800 }, (_, index) =>
        message(
          2,
          bytes(1, Buffer.alloc(16, 1)),
          bytes(2, Buffer.from((index + 1).toString(16).padStart(16, '0'), 'hex')),
        ),
      );
      const { items } = decode(message(1, message(2, scope, ...spans)));
      const taken = items.filter(({ kind }) => kind === 'span');
      expect(items).toHaveLength(800);
      expect(taken.length).toBeGreaterThan(10);
      expect(taken.length).toBeLessThan(100);
      expect(items.at(-1)).toMatchObject({
        reason: 'The resource or the scope is too large for so many spans in one request; split it',
      });
    }
  });
});
