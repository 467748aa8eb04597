/** Where the time comes from, so that tests can decide what time it is. */
export abstract class Clock {
  /** Milliseconds since 1970 (UTC), as the wall says. */
  abstract now(): number;
}

export class SystemClock extends Clock {
  now(): number {
    return Date.now();
  }
}
