import type { ScoreConfig } from './score-config.js';
import { checkedRules } from './score-config-rules.js';

type Rules = Parameters<typeof checkedRules>[0];

function rules(sent: Partial<ScoreConfig> & Pick<ScoreConfig, 'dataType'>): Rules {
  return { minValue: null, maxValue: null, categories: null, ...sent };
}

const GOOD_AND_BAD = [
  { value: 1, label: 'good' },
  { value: 0, label: 'bad' },
];

describe(checkedRules, () => {
  it.each([
    rules({ dataType: 'NUMERIC', minValue: 0, maxValue: 1 }),
    rules({ dataType: 'NUMERIC', maxValue: 0 }),
    rules({ dataType: 'TEXT' }),
    rules({ dataType: 'CATEGORICAL', categories: GOOD_AND_BAD }),
  ])('leaves %j as it is', (sent) => {
    expect(checkedRules(sent)).toEqual(sent);
  });

  it('gives a BOOLEAN config its two categories', () => {
    const truths = [
      { value: 1, label: 'True' },
      { value: 0, label: 'False' },
    ];
    expect(checkedRules(rules({ dataType: 'BOOLEAN' })).categories).toEqual(truths);
    expect(checkedRules(rules({ dataType: 'BOOLEAN', categories: truths.toReversed() })).categories).toEqual(
      truths,
    );
  });

  it.each([
    [rules({ dataType: 'TEXT', minValue: 1 }), 'minValue goes with dataType NUMERIC only'],
    [rules({ dataType: 'BOOLEAN', maxValue: 1 }), 'maxValue goes with dataType NUMERIC only'],
    [rules({ dataType: 'NUMERIC', minValue: 1, maxValue: 1 }), 'maxValue must be greater than minValue'],
    [rules({ dataType: 'NUMERIC', categories: GOOD_AND_BAD }), 'categories goes with dataType CATEGORICAL'],
    [rules({ dataType: 'BOOLEAN', categories: GOOD_AND_BAD }), 'categories of a BOOLEAN config must be'],
    [rules({ dataType: 'CATEGORICAL' }), 'categories must have at least one category'],
    [
      rules({ dataType: 'CATEGORICAL', categories: [...GOOD_AND_BAD, { value: 2, label: 'bad' }] }),
      'categories must not have the same label twice',
    ],
    [
      rules({ dataType: 'CATEGORICAL', categories: [...GOOD_AND_BAD, { value: 1, label: 'fair' }] }),
      'categories must not have the same value twice',
    ],
  ])('refuses %j', (sent, message) => {
    expect(() => checkedRules(sent)).toThrow(message);
  });
});
