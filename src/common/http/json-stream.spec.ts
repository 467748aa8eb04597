import { buffer } from 'node:stream/consumers';
import * as fc from 'fast-check';
import { byteLength, jsonStream } from './json-stream.js';

describe(jsonStream, () => {
  it('has the bytes of all pieces', async () => {
    const pieces = fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(pieces, async (texts) => {
        const bytes = await buffer(jsonStream(texts));
        expect(bytes.toString()).toBe(texts.join(''));
        expect(byteLength(texts)).toBe(bytes.length);
      }),
    );
  });

  it('keeps characters whole, wherever it cuts', async () => {
    const emoji = '😀'.repeat(200_000);
    for (const text of [emoji, `x${emoji}`]) {
      expect((await buffer(jsonStream([text]))).equals(Buffer.from(text))).toBe(true);
    }
  });

  it.each([
    ['many pieces', Array.from({ length: 10_000 }, () => 'x'.repeat(100))],
    ['a long one', ['x'.repeat(1_000_000)]],
  ])('comes in chunks of about 64 KB from %s', async (_, pieces) => {
    const lengths: number[] = [];
    for await (const chunk of jsonStream(pieces)) lengths.push((chunk as Buffer).length);
    expect(lengths).toHaveLength(16);
    expect(Math.max(...lengths)).toBeLessThan(66_000);
  });
});
