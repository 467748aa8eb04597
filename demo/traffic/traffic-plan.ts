import type { DayLoad } from '../load/day-load.js';
import type { Incident } from '../load/incident.js';
import type { Random } from '../load/random.js';
import { DAY_MS, type TimeWindow } from '../load/time-window.js';
import { Arrivals } from './arrivals.js';
import type { Occasion, OccasionKind } from './occasion.js';

/** A day at scale 1. A chat has about 3.5 traces, each of the others one. */
const OCCASIONS_A_DAY = { agent: 430, question: 480, chat: 165 } as const satisfies Partial<
  Record<OccasionKind, number>
>;
const IMPORTS_AT_SCALE_1 = 60;
const IMPORTS_END_SHARE = 0.85;

/** Everything that happens in the window, in order of time. */
export function planTraffic(
  window: TimeWindow,
  load: DayLoad,
  incident: Incident,
  scale: number,
  random: Random,
): Occasion[] {
  const days = (window.until - window.from) / DAY_MS;
  const arrivals = new Arrivals(window, load);
  const occasions: Occasion[] = [];
  const add = (kind: OccasionKind, count: number, drawTime: (own: Random) => number): void => {
    for (let index = 0; index < Math.max(1, Math.round(count)); index++) {
      const own = random.fork(`${kind}/${String(index)}`);
      occasions.push({ kind, at: drawTime(own), random: own });
    }
  };
  add('agent', OCCASIONS_A_DAY.agent * days * scale, (own) => arrivals.draw(own));
  add('question', OCCASIONS_A_DAY.question * days * scale, (own) => arrivals.draw(own));
  add('chat', OCCASIONS_A_DAY.chat * days * scale, (own) => arrivals.draw(own));
  const importsUntil = incident.from + (incident.until - incident.from) * IMPORTS_END_SHARE;
  add('import', IMPORTS_AT_SCALE_1 * scale, (own) => Math.floor(own.between(incident.from, importsUntil)));
  return occasions.sort((a, b) => a.at - b.at);
}
