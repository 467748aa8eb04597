import { ApiProperty } from '@nestjs/swagger';

/** What was refused of the request. */
export class MetricPartialSuccessDto {
  @ApiProperty({ description: 'How many points: a number of 64 bits as text.', example: '1' })
  rejectedDataPoints: string;

  @ApiProperty({
    description: 'Why, and how many for each reason.',
    example: 'A value must be a finite number (1)',
  })
  errorMessage: string;
}

/** ExportMetricsServiceResponse: empty where all points are stored. */
export class MetricExportResponseDto {
  @ApiProperty({
    type: MetricPartialSuccessDto,
    required: false,
    description: 'Of points that are not stored, and would be refused again. All others are committed.',
  })
  partialSuccess?: MetricPartialSuccessDto;
}
