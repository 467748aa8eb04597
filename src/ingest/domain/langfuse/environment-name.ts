import { RecentKeys } from '../../../common/recent-keys.js';

const MAX_LENGTH = 40;
const RESERVED_PREFIX = /^(langfuse[-_]?)+/;
const ALLOWED = /^[a-z0-9_-]+$/;

/**
 * An environment as Langfuse names it: lower case, without its reserved prefix, at most 40 characters. Undefined (nothing was said)
 * for what cannot be one, never an error.
 */
export function environmentName(text: string | null | undefined): string | undefined {
  if (text === null || text === undefined) return undefined;
  return NAMES.get(text) ?? undefined;
}

const NAMES = new RecentKeys(nameOf);

function nameOf(text: string): string | null {
  const name = text.toLowerCase().replace(RESERVED_PREFIX, '').slice(0, MAX_LENGTH);
  return ALLOWED.test(name) ? name : null;
}
