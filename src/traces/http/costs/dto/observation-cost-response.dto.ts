import { ApiProperty } from '@nestjs/swagger';
import { COST_ORIGINS, NO_COST_REASONS, type NoCostReason } from '../../../domain/costs/cost-explanation.js';

/** What a bucket of usage costs. Amounts are decimal texts with all digits, USD. */
export class BucketCostDto {
  @ApiProperty({ description: 'Its name, as usageDetails has it.', example: 'input' })
  bucket: string;

  @ApiProperty({ type: 'number', description: 'How much of it was used.', example: 1200 })
  count: number;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'USD per unit; null: none is known.',
    example: '0.0000025',
  })
  unitPrice: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The bucket whose price stands for it, where it has none of its own.',
    example: null,
  })
  pricedAs: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Count times price.', example: '0.003' })
  cost: string | null;

  @ApiProperty({ description: 'For people.', example: '1,200 × $0.0000025 = $0.003' })
  formula: string;
}

/** A price, where it is from, and what it comes to. */
export class PricedBillDto {
  @ApiProperty({ description: 'Id of the model of the price list.', example: 'openai:gpt-4o' })
  modelId: string;

  @ApiProperty({ description: 'Its name there.', example: 'gpt-4o' })
  modelName: string;

  @ApiProperty({ description: 'What is sold.', example: 'OpenAI GPT-4o' })
  product: string;

  @ApiProperty({
    description: 'Where the price is from: an address, a package, or `project` for one of your own.',
    example: 'https://developers.openai.com/api/docs/pricing',
  })
  source: string;

  @ApiProperty({ description: 'The day of which the price is.', example: '2026-11-09' })
  pricedOn: string;

  @ApiProperty({ description: 'Id of the tier whose prices count.', example: 'openai:gpt-4o:standard' })
  tierId: string;

  @ApiProperty({ description: 'Name of the tier.', example: 'Standard' })
  tierName: string;

  @ApiProperty({ type: [BucketCostDto], description: 'The buckets, as they were counted.' })
  buckets: BucketCostDto[];

  @ApiProperty({
    type: [String],
    description: 'Buckets without a price: the true cost is more than the total.',
    example: [],
  })
  unpriced: string[];

  @ApiProperty({ description: 'Cost of what went in, USD.', example: '0.003' })
  inputCost: string;

  @ApiProperty({ description: 'Cost of what came out, USD.', example: '0' })
  outputCost: string;

  @ApiProperty({ description: 'Sum of all buckets, USD.', example: '0.003' })
  totalCost: string;
}

/** Why no cost is known. */
export class NoCostDto {
  @ApiProperty({ enum: NO_COST_REASONS, description: 'For programs.', example: 'UNKNOWN_MODEL' })
  code: NoCostReason;

  @ApiProperty({ description: 'For people: why, and what to do.', example: 'It names no model' })
  message: string;
}

/** How the cost of an observation came about, or why there is none. */
export class ObservationCostResponseDto {
  @ApiProperty({ description: 'Id of the observation.', example: '00f067aa0ba902b7' })
  observationId: string;

  @ApiProperty({ description: 'Id of its trace.', example: '4bf92f3577b34da6a3ce929d0e0e4736' })
  traceId: string;

  @ApiProperty({ type: String, nullable: true, description: 'Model, as it was sent.', example: 'gpt-4o' })
  model: string | null;

  @ApiProperty({
    enum: COST_ORIGINS,
    description: 'priced: by the server; sent: by the client; none: no cost is known.',
    example: 'priced',
  })
  origin: (typeof COST_ORIGINS)[number];

  @ApiProperty({
    description: 'Whether the server has counted the tokens, as none were sent.',
    example: false,
  })
  isUsageEstimated: boolean;

  @ApiProperty({ type: String, nullable: true, description: 'USD, all digits.', example: '0.003' })
  inputCost: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'USD, all digits.', example: '0' })
  outputCost: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'USD, all digits.', example: '0.003' })
  totalCost: string | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'number' },
    nullable: true,
    description: 'Costs by bucket, where the client has sent them.',
    example: null,
  })
  costDetailsSent: unknown;

  @ApiProperty({
    type: PricedBillDto,
    nullable: true,
    description: 'How it came about, where the server has priced it.',
  })
  bill: PricedBillDto | null;

  @ApiProperty({
    type: PricedBillDto,
    nullable: true,
    description: 'What the prices of now would come to, where the cost was sent or there is none.',
  })
  byPriceList: PricedBillDto | null;

  @ApiProperty({ type: NoCostDto, nullable: true, description: 'Where there is no cost.' })
  reason: NoCostDto | null;
}
