import { flatCopy } from '../../../common/flat-copy.js';

const MAX_LENGTH = 40;
const RESERVED_PREFIX = /^(langfuse[-_]?)+/;
const ALLOWED = /^[a-z0-9_-]+$/;

/**
 * An environment as Langfuse names it: lower case, without its reserved prefix, at most 40 characters. Undefined (nothing was said)
 * for what cannot be one, never an error.
 */
export function environmentName(text: string | null | undefined): string | undefined {
  if (text === null || text === undefined) return undefined;
  if (text.length > MAX_REMEMBERED) return nameOf(text);
  if (text !== lastText) {
    lastName = nameOf(text);
    lastText = flatCopy(text);
  }
  return lastName;
}

/** What comes together is of one environment mostly. */
const MAX_REMEMBERED = 100;
let lastText = '';
let lastName: string | undefined;

function nameOf(text: string): string | undefined {
  const name = text.toLowerCase().replace(RESERVED_PREFIX, '').slice(0, MAX_LENGTH);
  return ALLOWED.test(name) ? name : undefined;
}
