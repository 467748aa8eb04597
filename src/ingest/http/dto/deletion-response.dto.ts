/** What was deleted. */
export class DeletionResponseDto {
  /**
   * For people.
   * @example "The trace is deleted."
   */
  message: string;
}
