import type { SelectedObservationResponseDto } from './selected-observation-response.dto.js';

/** Where the list goes on. */
export class CursorMetaDto {
  /**
   * To be handed back as `cursor`. Absent in the last answer.
   * @example "eyJsYXN0U3RhcnRUaW1lVG8iOiIyMDI2LTAxLTMxVDA4OjAwOjAwLjAwMDAwMFoifQ"
   */
  cursor?: string;
}

/** A stretch of a list of observations. */
export class ObservationStretchResponseDto {
  /** The latest first. */
  data: SelectedObservationResponseDto[];

  meta: CursorMetaDto;
}
