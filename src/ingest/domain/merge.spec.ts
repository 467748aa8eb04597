import * as fc from 'fast-check';
import { observationPatch, tracePatch } from '../../../test/factories/patches.arbitrary.js';
import { merge, unionOf } from './merge.js';
import type { MergeRules, MergeState } from './merge-state.js';
import { isSameState } from './same-state.js';
import { IMPLIED, stampOf, type Stamp } from './stamp.js';
import { OBSERVATION_RULES, TRACE_RULES, type TraceFields } from './telemetry-fields.js';

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

describe(unionOf, () => {
  it('sorts, and takes each element once', () => {
    expect(unionOf(['c', 'a', 'c'], ['b', 'a'])).toEqual(['a', 'b', 'c']);
  });
});
