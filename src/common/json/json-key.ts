import { RecentKeys } from '../recent-keys.js';

const KNOWN = new RecentKeys((key) => JSON.stringify(key));

/** The name of a member as JSON. */
export function keyJson(key: string): string {
  return KNOWN.get(key);
}
