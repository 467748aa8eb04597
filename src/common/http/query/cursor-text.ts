/** A position in a list as a client hands it back: JSON in base64, of the kind that a URL can have as it is. */
export function cursorText(members: Readonly<Record<string, string>>): string {
  return Buffer.from(JSON.stringify(members)).toString('base64url');
}

/** The members of a cursor, all of them texts that can be stored; null: it is no cursor. */
export function cursorMembers<K extends string>(
  text: string,
  names: readonly K[],
): Readonly<Record<K, string>> | null {
  const cursor = jsonIn(text);
  if (typeof cursor !== 'object' || cursor === null) return null;
  const members = cursor as Record<K, unknown>;
  return names.every((name) => isStorable(members[name])) ? (members as Record<K, string>) : null;
}

function jsonIn(text: string): unknown {
  try {
    // The + of the other kind of base64 is a space in a URL that was put together carelessly.
    return JSON.parse(Buffer.from(text.replaceAll(' ', '+'), 'base64').toString()) as unknown;
  } catch {
    return null;
  }
}

function isStorable(value: unknown): boolean {
  return typeof value === 'string' && !value.includes('\0') && value.isWellFormed();
}
