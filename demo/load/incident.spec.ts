import fc from 'fast-check';
import { DayLoad } from './day-load.js';
import { incidentIntensity, planIncident } from './incident.js';
import { Random } from './random.js';
import { HOUR_MS, MINUTE_MS } from './time-window.js';

const LOAD = new DayLoad(new Random('load'));
const AT_18_UTC = Date.UTC(2026, 10, 20, 18);

describe('DayLoad', () => {
  it('is between 0 and 1 at every instant', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.UTC(2099, 0, 1) }), (ms) => {
        expect(LOAD.at(ms)).toBeGreaterThanOrEqual(0);
        expect(LOAD.at(ms)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('has two peaks with a dip between them, and quiet nights', () => {
    const hour = (hours: number): number => LOAD.at(Date.UTC(2026, 10, 20) + hours * HOUR_MS);
    expect(hour(3)).toBeLessThan(0.3);
    expect(hour(10)).toBeGreaterThan(hour(12.75));
    expect(hour(15.5)).toBeGreaterThan(hour(12.75));
    expect(hour(10)).toBeGreaterThan(3 * hour(3));
    expect(hour(23)).toBeLessThan(0.35);
  });
});

describe('planIncident', () => {
  it('leaves room before and after it in every window', () => {
    const ends = fc.integer({ min: AT_18_UTC, max: AT_18_UTC + 72 * HOUR_MS });
    fc.assert(
      fc.property(ends, fc.double({ min: 1, max: 168, noNaN: true }), (end, hours) => {
        const window = { from: end - hours * HOUR_MS, until: end };
        const incident = planIncident(window, LOAD, 'node-3');
        const lasts = incident.until - incident.from;
        expect(incident.from % MINUTE_MS).toBe(0);
        expect(incident.from - window.from).toBeGreaterThanOrEqual(0.09 * hours * HOUR_MS);
        expect(window.until - incident.until).toBeGreaterThanOrEqual(lasts);
        expect(lasts).toBeLessThanOrEqual(20 * MINUTE_MS);
        expect(lasts).toBeGreaterThanOrEqual(10 * MINUTE_MS);
      }),
    );
  });

  it('comes when most is going on', () => {
    const window = { from: AT_18_UTC - 24 * HOUR_MS, until: AT_18_UTC };
    const { from } = planIncident(window, LOAD, 'node-3');
    expect(LOAD.at(from)).toBeGreaterThan(0.85);
  });
});

describe('incidentIntensity', () => {
  const incident = { nodeId: 'node-3', from: 0, until: 20 * MINUTE_MS };

  it('rises, stays at 1 and falls', () => {
    expect(incidentIntensity(incident, -1)).toBe(0);
    expect(incidentIntensity(incident, MINUTE_MS)).toBeCloseTo(1 / 3);
    expect(incidentIntensity(incident, 10 * MINUTE_MS)).toBe(1);
    expect(incidentIntensity(incident, 19 * MINUTE_MS)).toBeCloseTo(1 / 3);
    expect(incidentIntensity(incident, 21 * MINUTE_MS)).toBe(0);
  });
});
