/** The room that is left where the database stores its files. */
export abstract class DiskSpace {
  /** Bytes that an ordinary account may still write; what the file system reserves for root is not counted. */
  abstract freeBytes(): Promise<number>;
}
