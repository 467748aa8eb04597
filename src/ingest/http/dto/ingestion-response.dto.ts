import { ApiProperty } from '@nestjs/swagger';

/** An event that is stored. */
export class IngestionSuccessDto {
  @ApiProperty({ description: 'Id of the event.', example: 'event-1' })
  id: string;

  @ApiProperty({ type: 'integer', description: 'As of a request with this event alone.', example: 201 })
  status: number;
}

/** An event that is not stored. */
export class IngestionErrorDto {
  @ApiProperty({ description: 'Id of the event; `unknown` where it has none.', example: 'event-2' })
  id: string;

  @ApiProperty({ type: 'integer', description: 'As of a request with this event alone.', example: 400 })
  status: number;

  @ApiProperty({ description: 'The field and its rule.', example: 'body.id is required' })
  message: string;

  @ApiProperty({ description: 'The kind of error, as Langfuse names it.', example: 'InvalidRequestError' })
  error: string;
}

/** What became of each event of a batch. */
export class IngestionResponseDto {
  @ApiProperty({ type: [IngestionSuccessDto], description: 'In the order of the batch.' })
  successes: IngestionSuccessDto[];

  @ApiProperty({ type: [IngestionErrorDto], description: 'In the order of the batch.' })
  errors: IngestionErrorDto[];
}
