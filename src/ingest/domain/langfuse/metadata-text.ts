/** Metadata that is not an object becomes the member `metadata` of one. Undefined: nothing was said. */
export function metadataText(text: string | null | undefined): string | undefined {
  if (text === null || text === undefined) return undefined;
  const trimmed = text.trim();
  if (trimmed === 'null') return undefined;
  return trimmed.startsWith('{') ? text : `{"metadata":${text}}`;
}
