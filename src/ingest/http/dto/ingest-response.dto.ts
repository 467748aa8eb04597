/** The answer of the native ingest routes. It means that everything in the request is durable. */
export class IngestResponseDto {
  /**
   * Always the same.
   * @example "Request Successful."
   */
  message: string;
}
