import { ApiProperty } from '@nestjs/swagger';
import { OrganizationResponseDto } from './organization-response.dto.js';

/** A project: what is written and asked with one credential. */
export class ProjectResponseDto {
  /**
   * Configured as DEFAULT_PROJECT_ID.
   * @example "default"
   */
  id: string;

  /**
   * Configured as XTRACE_PROJECT_NAME; the id where that is not set.
   * @example "default"
   */
  name: string;

  organization: OrganizationResponseDto;

  /**
   * Always empty.
   * @example {}
   */
  metadata: Record<string, unknown>;

  /**
   * Always 1970: the configuration, where projects come from, knows no dates.
   * @example "1970-01-01T00:00:00.000Z"
   */
  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  /**
   * As createdAt.
   * @example "1970-01-01T00:00:00.000Z"
   */
  @ApiProperty({ format: 'date-time' })
  updatedAt: string;
}
