import { ApiProperty } from '@nestjs/swagger';

/** What was refused of the request. */
export class TracePartialSuccessDto {
  @ApiProperty({ description: 'How many spans: a number of 64 bits as text.', example: '1' })
  rejectedSpans: string;

  @ApiProperty({
    description: 'Why, and how many for each reason.',
    example: 'spanId must be 8 bytes (16 hexadecimal digits), not all of them zero (1)',
  })
  errorMessage: string;
}

/** ExportTraceServiceResponse: empty where all spans are stored. */
export class TraceExportResponseDto {
  @ApiProperty({
    type: TracePartialSuccessDto,
    required: false,
    description: 'Of spans that are not stored, and would be refused again. All others are committed.',
  })
  partialSuccess?: TracePartialSuccessDto;
}
