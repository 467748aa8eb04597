/** Sends items as fast as they are taken, at most `inFlight` at a time. The first failure stops it. */
export async function sendAll<T>(
  items: Iterable<T>,
  inFlight: number,
  send: (item: T) => Promise<void>,
): Promise<void> {
  const iterator = items[Symbol.iterator]();
  let hasFailed = false;
  const work = async (): Promise<void> => {
    for (let next = iterator.next(); !hasFailed && next.done !== true; next = iterator.next()) {
      try {
        await send(next.value);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: inFlight }, work));
}
