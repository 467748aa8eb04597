import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { keyJson } from './json/json-key.js';
import { readJson } from './json/json-reader.js';
import { VALUE } from './json/json-shape.js';
import { flatCopy } from './flat-copy.js';

const MEBIBYTE = 1024 * 1024;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function usedBytes(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

describe('flatCopy', () => {
  it.each(['', 'a', 'gen_ai.usage.input_tokens', 'ä€😀', 'half \ud83d', '\udc00 half', '\ufffd', '\0'])(
    'is the same text: %j',
    (text) => expect(flatCopy(text)).toBe(text),
  );

  it('lets go of the text that another was cut out of, as do the names that are remembered as JSON', () => {
    const kept: string[] = [];
    const before = usedBytes();
    for (let each = 0; each < 24; each++) {
      const body = `["the name of a member ${each}","a text of the body ${each}"]${' '.repeat(8 * MEBIBYTE)}`;
      const { value } = readJson(body, VALUE, { maxDepth: 2, maxValues: 9 });
      const [name = '', text = ''] = value as string[];
      expect(keyJson(name)).toBe(`"${name}"`);
      kept.push(flatCopy(text));
    }
    expect(kept).toHaveLength(24);
    // All of them were 192.
    expect(usedBytes() - before).toBeLessThan(50 * MEBIBYTE);
  });
});
