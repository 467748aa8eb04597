import type { MergeState } from './merge-state.js';
import { isSameState } from './same-state.js';
import { stampOf } from './stamp.js';
import { OBSERVATION_RULES, TRACE_RULES, type TraceFields } from './telemetry-fields.js';

const stamp = stampOf(1, 'create');

function isSame(a: Partial<MergeState<TraceFields>>, b: Partial<MergeState<TraceFields>>): boolean {
  const whole = { fields: {}, stamp, exceptions: null };
  return isSameState(TRACE_RULES, { ...whole, ...a }, { ...whole, ...b });
}

describe(isSameState, () => {
  it('tells a field that was set to nothing from one that nobody set', () => {
    expect(isSame({ fields: { name: null } }, { fields: {} })).toBe(false);
  });

  it('compares tags by their elements', () => {
    expect(isSame({ fields: { tags: ['a', 'b'] } }, { fields: { tags: ['a', 'b'] } })).toBe(true);
    expect(isSame({ fields: { tags: ['a', 'b'] } }, { fields: { tags: ['a'] } })).toBe(false);
  });

  it('compares metadata by its members, and payloads by their text', () => {
    expect(isSame({ fields: { metadata: '{"a": 1}' } }, { fields: { metadata: '{"a":1}' } })).toBe(true);
    expect(isSame({ fields: { input: '{"a": 1}' } }, { fields: { input: '{"a":1}' } })).toBe(false);
  });

  it('compares what is stored as jsonb as jsonb does', () => {
    const [a, b] = ['{"t":1e1}', '{ "t": 10 }'].map((modelParameters) => ({
      fields: { modelParameters },
      stamp,
      exceptions: null,
    }));
    expect(a && b && isSameState(OBSERVATION_RULES, a, b)).toBe(true);
  });

  it('looks at the times, too', () => {
    const later = stampOf(2, 'create');
    expect(isSame({}, { stamp: later })).toBe(false);
    expect(isSame({}, { exceptions: new Map([['name', later]]) })).toBe(false);
    expect(
      isSame({ exceptions: new Map([['name', stamp]]) }, { exceptions: new Map([['name', later]]) }),
    ).toBe(false);
    expect(isSame({ exceptions: new Map() }, { exceptions: null })).toBe(true);
  });
});
