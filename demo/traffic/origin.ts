import type { Random } from '../load/random.js';
import type { TimeWindow } from '../load/time-window.js';
import { PEOPLE, type Person } from '../texts/people.js';

/** Who used which build of the product, and where. */
export interface Origin {
  readonly person: Person;
  readonly environment: 'production' | 'staging';
  readonly release: string;
  /** Of the prompts and agents. */
  readonly version: string;
}

const STAGING_SHARE = 0.12;
const DEPLOYED_AFTER_SHARE = 0.4;
const BUILDS = {
  production: [
    { release: 'v1.42.3', version: 'prompts-118' },
    { release: 'v1.43.0', version: 'prompts-121' },
  ],
  staging: [
    { release: 'v1.43.0-rc.2', version: 'prompts-121' },
    { release: 'v1.44.0-rc.1', version: 'prompts-124' },
  ],
} as const;

/** A few people do most of the work; a new build is rolled out in the course of the window. */
export function drawOrigin(random: Random, ms: number, window: TimeWindow): Origin {
  const position = Math.floor(PEOPLE.length * random.next() ** 2);
  const environment = random.chance(STAGING_SHARE) ? 'staging' : 'production';
  return originOf(PEOPLE[position] ?? random.pick(PEOPLE), environment, ms, window);
}

export function originOf(
  person: Person,
  environment: Origin['environment'],
  ms: number,
  { from, until }: TimeWindow,
): Origin {
  const [before, after] = BUILDS[environment];
  const build = ms < from + (until - from) * DEPLOYED_AFTER_SHARE ? before : after;
  return { person, environment, ...build };
}
