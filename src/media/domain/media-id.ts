const ID_CHARACTERS = 22;

/** The id that clients know media by, and work out themselves: the beginning of the hash, in the alphabet that URLs take. */
export function mediaIdOf(sha256: string): string {
  return sha256.slice(0, ID_CHARACTERS).replaceAll('+', '-').replaceAll('/', '_');
}

export function isMediaId(text: string): boolean {
  return /^[A-Za-z0-9_-]{22}$/.test(text);
}

/** The same bits as the one way to write them in base64 that is canonical; null where these are not the 32 bytes of a hash. */
export function isCanonicalSha256(text: string): boolean {
  return /^[A-Za-z0-9+/]{43}=$/.test(text) && Buffer.from(text, 'base64').toString('base64') === text;
}
