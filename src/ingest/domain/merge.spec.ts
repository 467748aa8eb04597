import * as fc from 'fast-check';
import type { Timestamp } from '../../common/time/timestamp.js';
import { observationPatch, tracePatch } from '../../../test/factories/patches.arbitrary.js';
import { merge, unionOf } from './merge.js';
import { MAX_TAGS, MergeLimitError } from './merge-limits.js';
import type { MergeRules, MergeState } from './merge-state.js';
import { isSameState } from './same-state.js';
import { IMPLIED, stampOf, type Stamp } from './stamp.js';
import {
  OBSERVATION_RULES,
  TRACE_RULES,
  type ObservationFields,
  type TraceFields,
} from './telemetry-fields.js';

const [EARLY, LATE] = [stampOf(1, 'create'), stampOf(2, 'create')];

function state(
  fields: Partial<TraceFields>,
  stamp: Stamp = EARLY,
  exceptions: [string, Stamp][] = [],
): MergeState<TraceFields> {
  return { fields, stamp, exceptions: exceptions.length > 0 ? new Map(exceptions) : null };
}

/** Merged in both orders, which must not matter. */
function merged(a: MergeState<TraceFields>, b: MergeState<TraceFields>): MergeState<TraceFields> {
  const result = merge(TRACE_RULES, a, b);
  expect(merge(TRACE_RULES, b, a)).toEqual(result);
  return result;
}

function describeLaws<Fields extends object>(
  name: string,
  rules: MergeRules<Fields>,
  states: fc.Arbitrary<MergeState<Fields>>,
): void {
  describe(`of two ${name}s`, () => {
    it('does not depend on their order', () => {
      fc.assert(
        fc.property(states, states, (a, b) => {
          expect(merge(rules, a, b)).toEqual(merge(rules, b, a));
        }),
        { numRuns: 250 },
      );
    });

    it('does not depend on which are merged first', () => {
      fc.assert(
        fc.property(states, states, states, (a, b, c) => {
          expect(merge(rules, merge(rules, a, b), c)).toEqual(merge(rules, a, merge(rules, b, c)));
        }),
        { numRuns: 500 },
      );
    });

    it('is the same when one of them comes again', () => {
      fc.assert(
        fc.property(states, states, (a, b) => {
          const once = merge(rules, a, b);
          expect(merge(rules, once, a)).toEqual(once);
          expect(merge(rules, once, once)).toEqual(once);
        }),
        { numRuns: 250 },
      );
    });

    it('changes nothing when both are the same', () => {
      fc.assert(
        fc.property(states, (a) => {
          expect(isSameState(rules, a, merge(rules, a, a))).toBe(true);
        }),
      );
    });
  });
}

describe(merge, () => {
  it('keeps of usage what was sent by the event whose counts have won, and nothing where that has sent no more', () => {
    const sent = { usageDetails: '{"input":1}', usageSent: '{"prompt_tokens":1}' };
    const earlier: MergeState<ObservationFields> = { fields: sent, stamp: EARLY, exceptions: null };
    const plain = { fields: { usageDetails: '{"input":2}' }, stamp: LATE, exceptions: null };
    const other = { fields: { name: 'n' }, stamp: LATE, exceptions: null };
    expect(merge(OBSERVATION_RULES, earlier, plain)).toEqual(plain);
    expect(merge(OBSERVATION_RULES, earlier, other).fields).toEqual({ ...sent, name: 'n' });
    expect(merge(OBSERVATION_RULES, earlier, { ...plain, stamp: EARLY }).fields).toEqual(plain.fields);
  });

  describeLaws(
    'trace',
    TRACE_RULES,
    tracePatch.map((patch) => patch.state),
  );
  describeLaws(
    'observation',
    OBSERVATION_RULES,
    observationPatch.map((patch) => patch.state),
  );

  it('keeps what only one of them says', () => {
    expect(merged(state({ name: 'a' }), state({ userId: 'u' }))).toEqual(state({ name: 'a', userId: 'u' }));
  });

  it('takes the later value of a field, and remembers the times of older ones', () => {
    expect(
      merged(state({ name: 'old', userId: 'u' }, EARLY), state({ name: 'new', release: 'r' }, LATE)),
    ).toEqual(state({ name: 'new', userId: 'u', release: 'r' }, LATE, [['userId', EARLY]]));
  });

  it('lets null overwrite only as a value that was set later', () => {
    expect(merged(state({ name: 'old' }, EARLY), state({ name: null }, LATE)).fields).toEqual({ name: null });
    expect(merged(state({ name: 'new' }, LATE), state({ name: null }, EARLY)).fields).toEqual({
      name: 'new',
    });
  });

  it('takes the greater of two values of the same time, and any value rather than null', () => {
    expect(merged(state({ name: 'a' }), state({ name: 'b' })).fields.name).toBe('b');
    expect(merged(state({ name: null }), state({ name: 'a' })).fields.name).toBe('a');
    expect(merged(state({ name: null }), state({ name: 'null' })).fields.name).toBe('null');
    expect(merged(state({ name: null }), state({ name: '' })).fields.name).toBe('');
  });

  it('never moves an environment that was sent, but one that only follows from something', () => {
    const sent = merged(state({ environment: 'z' }, EARLY), state({ environment: 'a' }, LATE));
    expect(sent.fields.environment).toBe('z');
    const implied = merged(state({ environment: 'a' }, IMPLIED), state({ environment: 'z' }, LATE));
    expect(implied.fields.environment).toBe('z');
    const both = merged(state({ environment: 'z' }, IMPLIED), state({ environment: 'a' }, IMPLIED));
    expect(both.fields.environment).toBe('a');
  });

  it('takes the earliest time that any event says of a trace, whichever event was first', () => {
    const [nine, ten] = ['2026-01-31T09:00:00.000000Z', '2026-01-31T10:00:00.000000Z'] as [
      Timestamp,
      Timestamp,
    ];
    const sent = merged(state({ timestamp: ten }, EARLY), state({ timestamp: nine }, LATE));
    expect(sent).toEqual(state({ timestamp: nine }, LATE));
    const implied = merged(state({ timestamp: nine }, IMPLIED), state({ timestamp: ten }, EARLY));
    expect(implied).toEqual(state({ timestamp: ten }, EARLY));
  });

  it.each(['null', '""', 'false', '0', '-0.0', '0e5', ' 0 '])(
    'never lets %s overwrite a payload',
    (falsy) => {
      expect(merged(state({ input: '"x"' }, EARLY), state({ input: falsy }, LATE)).fields.input).toBe('"x"');
    },
  );

  it.each(['{}', '[]', '" "', '1', 'true', '0.001'])('lets a later %s overwrite a payload', (truthy) => {
    expect(merged(state({ input: '"x"' }, EARLY), state({ input: truthy }, LATE)).fields.input).toBe(truthy);
  });

  it('unites tags, whenever they were set', () => {
    const tags = merged(state({ tags: ['b', 'c'] }, LATE), state({ tags: ['a', 'b'] }, EARLY));
    expect(tags).toEqual(state({ tags: ['a', 'b', 'c'] }, LATE));
  });

  it('merges metadata member by member', () => {
    const both = merged(
      state({ metadata: '{"a":1,"b":{"c":1,"d":1}}' }, LATE),
      state({ metadata: '{"b":{"d":2,"e":2}}' }, EARLY),
    );
    expect(both.fields.metadata).toBe('{"a":1,"b":{"c":1,"d":1,"e":2}}');
    expect(both.exceptions).toEqual(new Map([['metadata:["b","e"]', EARLY]]));
  });
});

describe('the limits of what is merged', () => {
  const tags = (count: number, prefix = 'a'): string[] =>
    Array.from({ length: count }, (_, index) => `${prefix}${1000 + index}`);
  const members = (count: number, prefix = 'a'): string =>
    JSON.stringify(Object.fromEntries(tags(count, prefix).map((key) => [key, 1])));

  it('lets tags become as many as one write may have, and no more', () => {
    const [half, other] = [tags(MAX_TAGS / 2), tags(MAX_TAGS / 2, 'b')];
    expect(merged(state({ tags: half }), state({ tags: other }, LATE)).fields.tags).toHaveLength(MAX_TAGS);
    const error = new MergeLimitError('tags', 'have more than 1000 elements');
    expect(() => merge(TRACE_RULES, state({ tags: half }), state({ tags: [...other, 'c'] }))).toThrow(error);
    expect(() => merge(TRACE_RULES, state({ tags: [...other, 'c'] }), state({ tags: half }))).toThrow(error);
  });

  it('lets metadata have as many values as in one write, and no more', () => {
    const [half, other] = [members(5000), members(4999, 'b')];
    const all = merged(state({ metadata: half }), state({ metadata: other }, LATE)).fields.metadata ?? '';
    expect(Object.keys(JSON.parse(all) as object)).toHaveLength(9999);
    const error = new MergeLimitError('metadata', 'has more than 10000 values');
    expect(() => merged(state({ metadata: half }), state({ metadata: members(5000, 'b') }))).toThrow(error);
  });

  it('counts every element of an array, although it is merged as a whole', () => {
    const array = (key: string): string => `{"${key}":[${'1,'.repeat(5000)}1]}`;
    expect(merged(state({ metadata: array('a') }), state({ metadata: array('a') })).fields.metadata).toBe(
      array('a'),
    );
    expect(() => merged(state({ metadata: array('a') }), state({ metadata: array('b') }))).toThrow(
      'more than 10000 values',
    );
  });

  it('lets metadata have as many characters as in one write, and no more', () => {
    const text = (key: string, length: number): string => `{"${key}":"${'x'.repeat(length)}"}`;
    expect(() =>
      merged(state({ metadata: text('a', 2e6) }), state({ metadata: text('b', 2e6) })),
    ).not.toThrow();
    expect(() => merged(state({ metadata: text('a', 3e6) }), state({ metadata: text('b', 2e6) }))).toThrow(
      'metadata has more than 4194304 characters',
    );
  });

  it('lets the paths of its members be as long as in one write, and no longer', () => {
    const deep = (from: string): string => `{"${'x'.repeat(1000)}":${members(2500, from)}}`;
    expect(() => merged(state({ metadata: deep('a') }), state({ metadata: deep('b') }))).toThrow(
      'metadata has members whose paths have more than 4194304 characters together',
    );
  });

  it('never refuses what only one of the two has, nor what has replaced the other', () => {
    const large = state({ metadata: members(20_000), tags: tags(2000) }, EARLY);
    expect(merged(large, state({ name: 'n' }, LATE)).fields.name).toBe('n');
    const half = state({ metadata: `{"a":${members(5000)}}` }, EARLY);
    expect(merged(half, state({ metadata: `{"a":1,"b":${members(5000)}}` }, LATE)).fields.metadata).toBe(
      `{"a":1,"b":${members(5000)}}`,
    );
  });

  it('never refuse a repetition: merging adds nothing to what was accepted, however it was written', () => {
    const values = fc.oneof(
      fc.constantFrom('1e400', '-1.5e-400', '"\\u0001\\/\\"\\u00e9"', '{ }', '[ 1e3 , {"a" : 1} ]', '100'),
      fc.json(),
    );
    const texts = fc
      .array(
        fc.tuple(
          fc.json().map((text) => JSON.stringify(text)),
          values,
        ),
        { maxLength: 20 },
      )
      .map((entries) => `{ ${entries.map(([key, value]) => `${key} : ${value}`).join(' , ')} }`);
    const size = (text: string): number => {
      const exponents = [...text.matchAll(/\d[eE]([+-]?\d+)/g)].map(([, exponent]) =>
        Math.abs(Number(exponent)),
      );
      return text.length + exponents.reduce((sum, each) => sum + each, 0);
    };
    fc.assert(
      fc.property(texts, (metadata) => {
        const { fields } = merge(TRACE_RULES, state({ metadata }), state({ metadata }, LATE));
        expect(fields.metadata?.length).toBeLessThanOrEqual(size(metadata));
      }),
      { numRuns: 500 },
    );
  });
});

describe(unionOf, () => {
  it('sorts, and takes each element once', () => {
    expect(unionOf(['c', 'a', 'c'], ['b', 'a'])).toEqual(['a', 'b', 'c']);
  });
});
