import type { PageMetaDto } from '../../../../common/http/page-meta.dto.js';
import type { ObservationResponseDto } from '../../dto/observation-response.dto.js';

/** A page of a list of observations. */
export class ObservationPageResponseDto {
  /** The observations of the page, the latest first. */
  data: ObservationResponseDto[];

  meta: PageMetaDto;
}
