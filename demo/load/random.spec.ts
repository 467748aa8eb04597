import fc from 'fast-check';
import { mean } from '../testing/correlation.js';
import { Random } from './random.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

function draws(random: Random, count: number): number[] {
  return Array.from({ length: count }, () => random.next());
}

describe('Random', () => {
  it('gives the same sequence for the same key, and another one for another key', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (key, other) => {
        expect(draws(new Random(key), 20)).toEqual(draws(new Random(key), 20));
        if (key !== other) expect(draws(new Random(other), 20)).not.toEqual(draws(new Random(key), 20));
      }),
    );
  });

  it('forks independently of what was drawn before', () => {
    const random = new Random('key');
    const early = draws(random.fork('part'), 5);
    draws(random, 100);
    expect(draws(random.fork('part'), 5)).toEqual(early);
    expect(draws(random.fork('other'), 5)).not.toEqual(early);
  });

  it('stays within [0, 1) and spreads evenly', () => {
    const values = draws(new Random('spread'), 20_000);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
    expect(mean(values)).toBeCloseTo(0.5, 1);
    for (let tenth = 0; tenth < 10; tenth++) {
      const inside = values.filter((value) => Math.floor(value * 10) === tenth).length;
      expect(Math.abs(inside - 2000)).toBeLessThan(250);
    }
  });

  it('draws integers with both ends', () => {
    const random = new Random('integers');
    const seen = new Set(Array.from({ length: 500 }, () => random.integer(3, 6)));
    expect([...seen].sort()).toEqual([3, 4, 5, 6]);
  });

  it('picks by weight and never what weighs nothing', () => {
    const random = new Random('weights');
    const picks = Array.from({ length: 4000 }, () =>
      random.pickWeighted([
        ['often', 3],
        ['rarely', 1],
        ['never', 0],
      ]),
    );
    expect(picks.filter((pick) => pick === 'never')).toHaveLength(0);
    expect(picks.filter((pick) => pick === 'often').length / picks.length).toBeCloseTo(0.75, 1);
  });

  it('refuses to pick from nothing', () => {
    expect(() => new Random('empty').pick([])).toThrow(RangeError);
  });

  it('makes distinct UUIDs of version 4', () => {
    const random = new Random('ids');
    const ids = Array.from({ length: 5000 }, () => random.uuid());
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !UUID.test(id))).toEqual([]);
  });

  it('has half of its latencies below the median', () => {
    const random = new Random('latencies');
    const values = Array.from({ length: 4000 }, () => random.logNormal(200, 0.5));
    expect(values.filter((value) => value < 200).length / values.length).toBeCloseTo(0.5, 1);
    expect(Math.min(...values)).toBeGreaterThan(0);
  });
});
