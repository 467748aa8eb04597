/** The names of all metrics of the project. */
export class MetricNamesResponseDto {
  /**
   * Sorted.
   * @example ["gpu_utilization", "pending_requests"]
   */
  data: string[];
}
