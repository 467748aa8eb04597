import * as fc from 'fast-check';
import { jsonTextOf, jsonTreeOf, mergeJsonTrees, visitStamps, type JsonTree } from './json-tree.js';
import { IMPLIED, stampOf, type Stamp } from './stamp.js';

const STAMPS = [1, 2, 3].map((time) => stampOf(time, 'create'));

/** A value of few keys, each leaf written at a time of its own. */
const trees: fc.Arbitrary<JsonTree> = fc
  .tuple(
    fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom(1, 'x', [1]),
        fc.dictionary(fc.constantFrom('a', 'b'), tie('value'), { maxKeys: 2 }),
      ),
    })).value,
    fc.array(fc.constantFrom(...STAMPS), { minLength: 1, maxLength: 9 }),
  )
  .map(([value, stamps]) => {
    let leaves = 0;
    return jsonTreeOf(JSON.stringify(value), (_, isObject) =>
      isObject ? null : (stamps[leaves++ % stamps.length] ?? IMPLIED),
    );
  });

function merged(a: JsonTree, b: JsonTree): JsonTree {
  const tree = mergeJsonTrees(a, b);
  if (tree === null) throw new Error('nothing is left');
  return tree;
}

describe(mergeJsonTrees, () => {
  it('gives the same in any order, any grouping and with any repetition', () => {
    fc.assert(
      fc.property(trees, trees, trees, (a, b, c) => {
        const all = merged(merged(a, b), c);
        expect(merged(c, merged(b, a))).toEqual(all);
        expect(merged(a, merged(b, c))).toEqual(all);
        expect(merged(all, b)).toEqual(all);
      }),
      { numRuns: 500 },
    );
  });

  it('survives being written down and read again', () => {
    fc.assert(
      fc.property(trees, trees, trees, (a, b, c) => {
        const both = merged(a, b);
        const stamps = new Map<string, Stamp>();
        visitStamps(both, ({ path, stamp }) => stamps.set(JSON.stringify(path), stamp));
        const read = jsonTreeOf(jsonTextOf(both), (path) => stamps.get(JSON.stringify(path)) ?? null);
        expect(jsonTextOf(merged(read, c))).toBe(jsonTextOf(merged(both, c)));
      }),
      { numRuns: 500 },
    );
  });
});

describe(jsonTreeOf, () => {
  it('asks for the time of each leaf and each object by its path', () => {
    const asked: [string, boolean][] = [];
    jsonTreeOf('{"a":{"b":[{"c":1}]},"d":null}', (path, isObject) => {
      asked.push([path.join('.'), isObject]);
      return null;
    });
    expect(asked).toEqual([
      ['', true],
      ['a', true],
      ['a.b', false],
      ['d', false],
    ]);
  });
});

describe(jsonTextOf, () => {
  it('keeps the digits of numbers, and __proto__ as a key like any other', () => {
    const text = '{"__proto__":{"x":12345678901234567890},"a":1.10}';
    expect(jsonTextOf(jsonTreeOf(text, () => IMPLIED))).toBe(text);
  });
});
