/** What was written. It is committed and can be read. */
export class WrittenResponseDto {
  /**
   * The one that was sent, or one that the server has made.
   * @example "example-trace"
   */
  id: string;
}
