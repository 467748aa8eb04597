/**
 * The same text, that keeps nothing else in memory. What is cut out of a text keeps all of that: a cache whose keys were cut out of bodies
 * would keep the bodies.
 */
export function flatCopy(text: string): string {
  const encoding = text.isWellFormed() ? 'utf8' : 'utf16le';
  return Buffer.from(text, encoding).toString(encoding);
}
