import { ApiProperty } from '@nestjs/swagger';

/** What was refused of the request, or left out. */
export class MetricPartialSuccessDto {
  @ApiProperty({ description: 'How many points: a number of 64 bits as text.', example: '1' })
  rejectedDataPoints: string;

  @ApiProperty({
    description:
      'Why, and how many for each reason; where no point is refused, what was left out of those that are stored.',
    example: 'A value must be a finite number (1)',
  })
  errorMessage: string;
}

/** ExportMetricsServiceResponse: empty where all points are stored as a whole. */
export class MetricExportResponseDto {
  @ApiProperty({
    type: MetricPartialSuccessDto,
    required: false,
    description:
      'Of points that are not stored, or not as a whole, and would be refused again. All others are committed.',
  })
  partialSuccess?: MetricPartialSuccessDto;
}
