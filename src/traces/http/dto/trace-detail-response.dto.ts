import type { ObservationResponseDto } from './observation-response.dto.js';
import type { ScoreResponseDto } from '../scores/dto/score-response.dto.js';
import { TraceResponseDto } from './trace-response.dto.js';

/** A trace with everything that belongs to it. */
export class TraceDetailResponseDto extends TraceResponseDto {
  /** By start, then id. */
  observations: ObservationResponseDto[];

  /** Its scores and those of its observations, the first first. */
  scores: ScoreResponseDto[];
}
