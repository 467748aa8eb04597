import type { Timestamp } from '../../common/time/timestamp.js';
import { NO_USD, usdOf } from '../../common/usd.js';
import { NOTHING_DERIVED } from './pricing/derived-costs.js';
import { dayOf, figuresOf, hourOf } from './observation-figures.js';

const startTime = '2026-01-31T23:59:59.999999Z' as Timestamp;

describe(figuresOf, () => {
  it('counts an observation that says nothing as a generation without a model in the default environment', () => {
    expect(figuresOf({ startTime })).toEqual({
      environment: 'default',
      type: 'GENERATION',
      model: '',
      startTime,
      endTime: null,
      isError: false,
      inputTokens: 0,
      outputTokens: 0,
      totalTokens: 0,
      inputCost: NO_USD,
      outputCost: NO_USD,
      totalCost: NO_USD,
    });
  });

  it('adds up the tokens where no total was sent', () => {
    expect(figuresOf({ startTime, promptTokens: 2, completionTokens: 3 }).totalTokens).toBe(5);
    expect(figuresOf({ startTime, promptTokens: 2, totalTokens: 0 }).totalTokens).toBe(0);
  });

  it('takes what was counted and priced where nothing was sent', () => {
    const estimatedUsage = '{"input": 7, "output": 2, "total": 10}';
    const priced = { pricing: '{}', inputCost: '0.1', outputCost: '0.2', totalCost: '0.4' };
    expect(figuresOf({ startTime }, { ...NOTHING_DERIVED, ...priced, estimatedUsage })).toMatchObject({
      inputTokens: 7,
      outputTokens: 2,
      totalTokens: 10,
      inputCost: usdOf('0.1'),
      outputCost: usdOf('0.2'),
      totalCost: usdOf('0.4'),
    });
  });

  it('takes the level ERROR, and no other, for an error', () => {
    expect(figuresOf({ startTime, level: 'ERROR' }).isError).toBe(true);
    expect(figuresOf({ startTime, level: 'WARNING' }).isError).toBe(false);
  });
});

describe('the beginning', () => {
  it('of an hour and of a day are those of UTC', () => {
    expect(hourOf(startTime)).toBe('2026-01-31T23:00:00.000000Z');
    expect(dayOf(startTime)).toBe('2026-01-31T00:00:00.000000Z');
  });
});
