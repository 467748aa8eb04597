/**
 * Sends items as fast as they are taken, at most `inFlight` at a time. The first failure stops it: what is under way is
 * aborted by the signal, and nothing runs any more when it rejects.
 */
export async function sendAll<T>(
  items: Iterable<T>,
  inFlight: number,
  send: (item: T, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const iterator = items[Symbol.iterator]();
  const abort = new AbortController();
  const work = async (): Promise<void> => {
    while (!abort.signal.aborted) {
      const next = iterator.next();
      if (next.done === true) return;
      await send(next.value, abort.signal);
    }
  };
  const stop = (error: unknown): void => {
    abort.abort(error);
  };
  await Promise.all(Array.from({ length: inFlight }, () => work().catch(stop)));
  abort.signal.throwIfAborted();
}
