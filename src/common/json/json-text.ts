/**
 * A JSON value kept as the text that a client sent: digits, key order and spacing come back unchanged,
 * and nobody parses it on the way through. The text is valid JSON, without NUL or lone surrogates.
 */
export class JsonText {
  constructor(readonly text: string) {}
}

/** Serialises like JSON.stringify, with every {@link JsonText} inserted as it is. Undefined members are left out. */
export function writeJson(value: unknown): string {
  if (value instanceof JsonText) return value.text;
  if (value === null || value === undefined) return 'null';
  if (typeof value !== 'object') return JSON.stringify(value);
  if (value instanceof Date) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(writeJson).join(',')}]`;
  let members = '';
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue;
    members += `${members === '' ? '' : ','}${JSON.stringify(key)}:${writeJson(member)}`;
  }
  return `{${members}}`;
}
