/** The code of an error of the operating system or of PostgreSQL, such as ENOENT or 3D000. */
export function errorCode(error: unknown): string | undefined {
  // No `instanceof Error`: test runners give tests an Error of their own, which errors of node do not derive from.
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

export function errorMessage(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error
    ? String(error.message)
    : String(error);
}
