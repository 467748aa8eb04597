import { IMPLIED } from '../stamp.js';
import type { ScorePatch } from '../patch.js';
import type { ScoreFields } from '../score-fields.js';
import type { ScoreRule } from '../score-config.lookup.js';
import { configuredScore } from './configured-score.js';

const RULE: ScoreRule = {
  name: 'q',
  dataType: 'NUMERIC',
  isArchived: false,
  minValue: 0,
  maxValue: 1,
  categories: null,
};
const CATEGORIES: ScoreRule = {
  ...RULE,
  dataType: 'CATEGORICAL',
  categories: [
    { value: 2, label: 'good' },
    { value: 1, label: 'bad' },
  ],
};

function score(fields: Partial<ScoreFields>): ScorePatch {
  const state = { fields: { name: 'q', ...fields }, stamp: IMPLIED, exceptions: null };
  return { kind: 'score', projectId: 'p', subjectId: 't', id: 's', state };
}

describe(configuredScore, () => {
  it.each([0, 0.5, 1])('leaves a number within the range alone (%d)', (value) => {
    const patch = score({ dataType: 'NUMERIC', value });
    expect(configuredScore(patch, RULE, false)).toEqual(patch);
  });

  it('has no bound where none is said', () => {
    const patch = score({ dataType: 'NUMERIC', value: -1e9 });
    expect(configuredScore(patch, { ...RULE, minValue: null, maxValue: null }, false)).toEqual(patch);
  });

  it('gives a category its number', () => {
    const patch = score({ dataType: 'CATEGORICAL', value: null, stringValue: 'good' });
    expect(configuredScore(patch, CATEGORIES, false).state.fields).toMatchObject({
      stringValue: 'good',
      value: 2,
    });
  });

  it.each([
    ['BOOLEAN', { dataType: 'NUMERIC', value: 1 }, { dataType: 'BOOLEAN', value: 1, stringValue: 'True' }],
    [
      'TEXT',
      { dataType: 'CATEGORICAL', stringValue: 'x' },
      { dataType: 'TEXT', value: null, stringValue: 'x' },
    ],
    ['BOOLEAN', { dataType: 'BOOLEAN', value: 0 }, { dataType: 'BOOLEAN', value: 0, stringValue: 'False' }],
  ])('gives a score that says no type that of its config: %s', (dataType, fields, stored) => {
    const rule = { ...RULE, dataType };
    expect(configuredScore(score(fields), rule, true).state.fields).toEqual({ name: 'q', ...stored });
  });

  it.each([
    ['BOOLEAN', { dataType: 'NUMERIC', value: 2 }, 'body.value must be 0 or 1'],
    ['NUMERIC', { dataType: 'CATEGORICAL', stringValue: '1' }, 'body.value must be a number'],
    ['NUMERIC', { dataType: 'NUMERIC', value: 7 }, 'body.value must be at most 1'],
  ])('holds a score that says no type to the type of its config: %s', (dataType, fields, message) => {
    const rule = { ...RULE, dataType };
    expect(() => configuredScore(score(fields), rule, true)).toThrow(message);
  });

  it.each([
    [{ dataType: 'NUMERIC', value: -0.1 }, RULE, 'body.value must be at least 0'],
    [{ dataType: 'NUMERIC', value: 1.1 }, RULE, 'body.value must be at most 1'],
    [{ dataType: 'CATEGORICAL', stringValue: 'x' }, CATEGORIES, 'body.value must be one of good, bad'],
    [{ dataType: 'BOOLEAN', value: 1 }, RULE, 'body.dataType must be NUMERIC'],
    [{ dataType: 'NUMERIC', value: 1, name: 'other' }, RULE, 'body.name must be q'],
    [
      { dataType: 'NUMERIC', value: 1 },
      { ...RULE, isArchived: true },
      'body.configId names a score config that is archived',
    ],
    [{ dataType: 'NUMERIC', value: 1 }, null, 'body.configId names no score config'],
  ])('refuses %p', (fields, rule, message) => {
    expect(() => configuredScore(score(fields), rule, false)).toThrow(message);
  });
});
