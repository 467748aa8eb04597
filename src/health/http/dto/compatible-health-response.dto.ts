/** How the server is, as Langfuse says it. */
export class CompatibleHealthResponseDto {
  /**
   * OK, or what is amiss.
   * @example "OK"
   */
  status: string;

  /**
   * Of the server.
   * @example "0.1.0"
   */
  version: string;
}
