/** The parts of a row's primary key as one text, in whose order rows are locked. */
export function rowKey(parts: readonly string[]): string {
  return parts.join('\0');
}
