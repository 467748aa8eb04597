import type { PageMetaDto } from '../../../common/http/page-meta.dto.js';
import type { DailyUsageResponseDto } from './daily-usage-response.dto.js';

/** Usage and cost by day. */
export class DailyMetricsResponseDto {
  /** The days on which anything happened, the latest first. */
  data: DailyUsageResponseDto[];

  meta: PageMetaDto;
}
