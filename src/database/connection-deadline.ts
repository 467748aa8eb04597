/** What is known of the driver's client: enough to cut its connection. */
interface DriverClient {
  readonly connection?: { readonly stream?: { destroy(): void } };
}

/**
 * Cuts the connection of a client after a time, so that a database that hangs cannot hold its callers: their statement fails, and
 * the pool makes a new connection. Returns what calls it off.
 */
export function cutConnectionAfter(ms: number, client: unknown): () => void {
  const timer = setTimeout(() => (client as DriverClient).connection?.stream?.destroy(), ms);
  return () => clearTimeout(timer);
}
