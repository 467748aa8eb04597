import { ApiProperty } from '@nestjs/swagger';
import { IsNotEmpty } from 'class-validator';
import { Parameter } from '../../../../common/http/query/parameter.decorator.js';
import type { AskedViewQuery } from '../../../domain/query/view-query.js';
import { FIRST_DIALECT, SECOND_DIALECT } from '../view-dialects.js';
import { viewQueryIn } from '../view-query-parameter.js';

const EXAMPLE = JSON.stringify({
  view: 'observations',
  dimensions: [{ field: 'providedModelName' }],
  metrics: [
    { measure: 'totalCost', aggregation: 'sum' },
    { measure: 'latency', aggregation: 'p95' },
  ],
  filters: [{ column: 'environment', operator: '=', value: 'production', type: 'string' }],
  timeDimension: { granularity: 'day' },
  fromTimestamp: '2026-01-01T00:00:00Z',
  toTimestamp: '2026-01-31T00:00:00Z',
});

/** What is asked, in one JSON object. */
export class FirstViewMetricsQueryDto {
  /** The question, as JSON; the views traces, observations, scores-numeric, scores-boolean and scores-categorical. */
  @ApiProperty({ required: true })
  @Parameter(viewQueryIn(FIRST_DIALECT, EXAMPLE))
  @IsNotEmpty({ message: '$property must be given' })
  query: AskedViewQuery;
}

/** What is asked, in one JSON object. */
export class ViewMetricsQueryDto {
  /** The question, as JSON; the views observations, scores-numeric, scores-boolean and scores-categorical. */
  @ApiProperty({ required: true })
  @Parameter(viewQueryIn(SECOND_DIALECT, EXAMPLE))
  @IsNotEmpty({ message: '$property must be given' })
  query: AskedViewQuery;
}
