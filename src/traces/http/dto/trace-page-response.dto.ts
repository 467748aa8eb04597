import type { PageMetaDto } from '../../../common/http/page-meta.dto.js';
import type { ListedTraceResponseDto } from './listed-trace-response.dto.js';

/** A page of a list of traces. */
export class TracePageResponseDto {
  /** The traces of the page, in the order asked for. */
  data: ListedTraceResponseDto[];

  meta: PageMetaDto;
}
