import { isSameJson, mergeDeepField } from './merge-deep.js';
import type { MergeState } from './merge-state.js';
import { stampOf, type Stamp } from './stamp.js';

interface Fields {
  metadata: string | null;
}

const [ONE, TWO, THREE] = [stampOf(1, 'create'), stampOf(2, 'create'), stampOf(3, 'create')];

function state(
  metadata: string | null | undefined,
  stamp: Stamp,
  exceptions: [string, Stamp][] = [],
): MergeState<Fields> {
  return { fields: metadata === undefined ? {} : { metadata }, stamp, exceptions: new Map(exceptions) };
}

describe(mergeDeepField, () => {
  it('takes the later leaf at each place', () => {
    const { value } = mergeDeepField('metadata', state('{"a":1,"b":1}', TWO), state('{"a":2}', THREE), THREE);
    expect(value).toBe('{"a":2,"b":1}');
  });

  it('goes by the time of a single member where one is known', () => {
    const stored = state('{"a":1,"b":1}', THREE, [['metadata:["a"]', ONE]]);
    const { value } = mergeDeepField('metadata', stored, state('{"a":2,"b":2}', TWO), THREE);
    expect(value).toBe('{"a":2,"b":1}');
  });

  it('writes down the time of most leaves once, and the others by their path', () => {
    const { exceptions } = mergeDeepField(
      'metadata',
      state('{"a":1,"b":1}', ONE),
      state('{"c":1}', TWO),
      THREE,
    );
    expect(exceptions).toEqual(
      new Map([
        ['metadata', ONE],
        ['metadata:["c"]', TWO],
      ]),
    );
  });

  it('lets a later scalar outdate an object, and remembers that it did when later members come', () => {
    const scalar = mergeDeepField('metadata', state('{"a":{"x":1}}', ONE), state('{"a":5}', TWO), TWO);
    expect(scalar.value).toBe('{"a":5}');
    const members = mergeDeepField(
      'metadata',
      state(scalar.value, TWO, [...scalar.exceptions]),
      state('{"a":{"y":1}}', THREE),
      THREE,
    );
    expect(members.value).toBe('{"a":{"y":1}}');
    const again = mergeDeepField(
      'metadata',
      state(members.value, THREE, [...members.exceptions]),
      state('{"a":{"x":1}}', ONE),
      THREE,
    );
    expect(again.value).toBe('{"a":{"y":1}}');
  });

  it('has a value as soon as one side has', () => {
    expect(mergeDeepField('metadata', state(null, TWO), state('{"a":1}', ONE), TWO).value).toBe('{"a":1}');
    expect(mergeDeepField('metadata', state(undefined, TWO), state(null, ONE), TWO).value).toBeNull();
  });
});

describe(isSameJson, () => {
  it('looks at members and leaves, not at their order and spacing', () => {
    expect(isSameJson('{"a":1,"b":{"c":[1, 2]}}', '{ "b": {"c": [1,2]}, "a": 1 }')).toBe(true);
    expect(isSameJson('{"a":1}', '{"a":"1"}')).toBe(false);
    expect(isSameJson('{"a":{}}', '{}')).toBe(false);
  });
});
