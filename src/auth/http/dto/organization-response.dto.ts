/** The owner of the project. There is only one. */
export class OrganizationResponseDto {
  /** @example "xtrace" */
  id: string;

  /** @example "xtrace" */
  name: string;
}
