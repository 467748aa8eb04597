import type { DayLoad } from './day-load.js';
import { isWithin, MINUTE_MS, type TimeWindow } from './time-window.js';

const LONGEST_MS = 20 * MINUTE_MS;
const RAMP_SHARE = 0.15;

/** The one bad moment of the day: a bulk import floods one node. */
export interface Incident extends TimeWindow {
  readonly nodeId: string;
}

/** Puts it where the window is busiest, with room before and after to see the difference. */
export function planIncident(window: TimeWindow, load: DayLoad, nodeId: string): Incident {
  const length = window.until - window.from;
  const lasts = wholeMinutes(Math.min(LONGEST_MS, length / 6));
  const earliest = wholeMinutes(window.from + length / 10);
  const latest = window.until - 2.5 * lasts;
  let from = earliest;
  for (let ms = earliest; ms <= latest; ms += MINUTE_MS) {
    if (load.at(ms) > load.at(from)) from = ms;
  }
  return { nodeId, from, until: from + lasts };
}

function wholeMinutes(ms: number): number {
  return Math.ceil(ms / MINUTE_MS) * MINUTE_MS;
}

/** 0 outside the incident, 1 in its middle, with short slopes. */
export function incidentIntensity(incident: Incident, ms: number): number {
  if (!isWithin(incident, ms)) return 0;
  const ramp = (incident.until - incident.from) * RAMP_SHARE;
  return Math.min(1, (ms - incident.from) / ramp, (incident.until - ms) / ramp);
}
