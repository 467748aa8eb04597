/** The origins of pages that may send telemetry: these, or any. */
export type AllowedOrigins = '*' | readonly string[];

export function parseAllowedOrigins(text: string): AllowedOrigins | undefined {
  if (text === '*') return text;
  const origins = text.split(',').map((origin) => origin.trim());
  return origins.every(isOrigin) ? origins : undefined;
}

/** As browsers write it: in small letters, without a path and without the port that its scheme has anyway. */
function isOrigin(text: string): boolean {
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^/?#@\s*]+$/.test(text) || !URL.canParse(text)) return false;
  const { origin } = new URL(text);
  // Of schemes that are not the web's, as apps have them, nothing more is known.
  return origin === text || (origin === 'null' && !text.startsWith('file:'));
}
