import type { ProjectResponseDto } from './project-response.dto.js';

/** The projects that a credential may use. */
export class ProjectListResponseDto {
  /** Always one: the project of the credential. */
  data: ProjectResponseDto[];
}
