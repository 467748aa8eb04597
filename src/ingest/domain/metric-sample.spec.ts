import fc from 'fast-check';
import { seriesHash, seriesKey, sortLabels, type MetricIdentity } from './metric-sample.js';

const text = fc.string({ unit: fc.constantFrom('a', 'b', ':', '1', '2', '"', '😀'), maxLength: 4 });
const identity: fc.Arbitrary<MetricIdentity> = fc.record({
  projectId: text,
  environment: text,
  name: text,
  labels: fc.array(fc.tuple(text, text), { maxLength: 3 }).map(sortLabels),
});

describe('sortLabels', () => {
  it('gives the same for any order', () => {
    fc.assert(
      fc.property(fc.dictionary(text, text), (labels) => {
        const entries = Object.entries(labels);
        expect(sortLabels(entries.toReversed())).toEqual(sortLabels(entries));
      }),
    );
  });

  it('lets the last of several values for a key count', () => {
    expect(
      sortLabels([
        ['b', '1'],
        ['a', '2'],
        ['b', '3'],
      ]),
    ).toEqual([
      ['a', '2'],
      ['b', '3'],
    ]);
  });
});

describe('seriesKey', () => {
  it('is equal exactly for the same series', () => {
    fc.assert(
      fc.property(identity, identity, (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        expect(seriesKey(one) === seriesKey(other)).toBe(same);
        expect(seriesKey(structuredClone(one))).toBe(seriesKey(one));
      }),
      { numRuns: 1000 },
    );
  });

  it('tells a label without value from a longer name', () => {
    const keys = [
      { name: 'a', labels: [] },
      { name: 'a0:0:', labels: [] },
      { name: 'a', labels: [['', '']] as const },
      { name: 'a', labels: [['0:', '']] as const },
    ].map((each) => seriesKey({ projectId: 'p', environment: 'e', ...each }));
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('seriesHash', () => {
  it('stays what it is: it is stored', () => {
    const key = seriesKey({ projectId: 'p', environment: 'default', name: 'load', labels: [['node', 'ä']] });
    expect(key).toBe('1:p7:default4:load4:node1:ä');
    expect(seriesHash(key)).toBe('1F3KoM4HKsFwrCjq2qAnX5DobzdOVMX0HFnA6T8Wz7U');
  });
});
