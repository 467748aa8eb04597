import { JsonText } from './json-text.js';

/** A whole number as JSON, with all its digits: beyond 2^53 a number of JavaScript has not. */
export function exactInteger(value: bigint): number | JsonText {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : new JsonText(value.toString());
}
