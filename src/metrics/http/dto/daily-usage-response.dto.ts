import { Integer } from '../../../common/http/integer.decorator.js';
import { ModelUsageResponseDto } from './model-usage-response.dto.js';

/** What happened on a day (UTC): the traces that began on it, and the observations that did. */
export class DailyUsageResponseDto {
  /**
   * The day (UTC).
   * @example "2026-01-31"
   */
  date: string;

  /**
   * Traces whose timestamp lies on it.
   * @example 9
   */
  @Integer()
  countTraces: number;

  /**
   * Of all types.
   * @example 40
   */
  @Integer()
  countObservations: number;

  /**
   * USD, of all observations.
   * @example 0.009
   */
  totalCost: number;

  /** Generations by model, by descending cost. */
  usage: ModelUsageResponseDto[];
}
