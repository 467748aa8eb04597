/** Makes the requests of one connection. */
export interface RequestSource {
  /** The bytes are valid until the next call. */
  next(): Buffer;
}
