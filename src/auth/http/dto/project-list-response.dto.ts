import { ProjectResponseDto } from './project-response.dto.js';

export class ProjectListResponseDto {
  /** Always one: the project of the credential. */
  data: ProjectResponseDto[];
}
