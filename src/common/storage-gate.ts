/** Whether there is room to write. */
export abstract class StorageGate {
  /** False while the disk is nearly full. */
  abstract get isOpen(): boolean;

  /** @throws UnavailableError (503) while closed: before PostgreSQL meets the end of its disk and takes the reads down with it */
  abstract check(): void;
}
