/** The owner of the project. There is only one. */
export class OrganizationResponseDto {
  /**
   * Always the same.
   * @example "xtrace"
   */
  id: string;

  /**
   * Always the same.
   * @example "xtrace"
   */
  name: string;
}
