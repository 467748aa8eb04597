import { ApiProperty } from '@nestjs/swagger';
import { DateTime } from '../../../common/http/date-time.decorator.js';
import { Integer } from '../../../common/http/integer.decorator.js';
import { JsonValue } from '../../../common/http/json-value.decorator.js';
import { PageMetaDto } from '../../../common/http/page-meta.dto.js';
import type { JsonText } from '../../../common/json/json-text.js';
import { CONDITION_OPERATORS, CONDITION_SOURCES } from '../../domain/tier-conditions.js';
import { MODEL_UNITS } from '../../domain/model-definition.js';

/** When a tier counts: it compares usage, or looks at an attribute. */
export class TierConditionDto {
  /**
   * What the buckets of usage whose names it finds something in sum up to is compared.
   * @example "^input"
   */
  usageDetailPattern?: string;

  @ApiProperty({ enum: CONDITION_OPERATORS, description: 'How it is compared; `in` goes with source.' })
  operator: string;

  /**
   * What it is compared with.
   * @example 200000
   */
  value?: number;

  /**
   * Whether usageDetailPattern tells capitals from small letters.
   * @example false
   */
  caseSensitive?: boolean;

  @ApiProperty({ enum: CONDITION_SOURCES, description: 'What of the observation is looked at.' })
  source?: string;

  /**
   * A member of it.
   * @example "service_tier"
   */
  key?: string;

  /**
   * One of them must be its value.
   * @example ["flex"]
   */
  values?: string[];
}

/** What is paid where all conditions hold. */
export class PricingTierDto {
  /**
   * Chosen by the server.
   * @example "0b6a5d6c-6a1e-4c2e-8a52-7f8f0f3a1f52"
   */
  id: string;

  /**
   * For people.
   * @example "Standard"
   */
  name: string;

  /**
   * What is paid where no other tier fits.
   * @example true
   */
  isDefault: boolean;

  /**
   * The tier with the lowest number that fits counts.
   * @example 0
   */
  @Integer()
  priority: number;

  @ApiProperty({ type: [TierConditionDto], example: [], description: 'All of them must hold.' })
  conditions: TierConditionDto[];

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'number' },
    example: { input: 0.0000025, output: 0.00001 },
    description: 'USD a unit by bucket of usage, with all digits.',
  })
  prices: Record<string, JsonText>;
}

/** What a model costs. */
export class ModelResponseDto {
  /**
   * Chosen by the server.
   * @example "c18edc3c-0a3b-4e49-8278-dfe852126428"
   */
  id: string;

  /**
   * Of the model.
   * @example "my-model"
   */
  modelName: string;

  /**
   * A regular expression (RE2) that finds something in the models of the observations that are meant.
   * @example "(?i)^my-model$"
   */
  matchPattern: string;

  /** Observations that start before it do not cost this. Null: all are meant. */
  @DateTime()
  startDate: string | null;

  @ApiProperty({ enum: MODEL_UNITS, description: 'What is counted.' })
  unit: string;

  @ApiProperty({ type: 'number', nullable: true, example: 0.0000025, description: 'Of the default tier.' })
  inputPrice: JsonText | null;

  @ApiProperty({ type: 'number', nullable: true, example: 0.00001, description: 'Of the default tier.' })
  outputPrice: JsonText | null;

  @ApiProperty({ type: 'number', nullable: true, example: null, description: 'Of the default tier.' })
  totalPrice: JsonText | null;

  /**
   * How tokens are counted where no usage is sent. Null: as the built-in price of the name says, if any.
   * @example "openai"
   */
  tokenizerId: string | null;

  /** Further words for the tokenizer. */
  @JsonValue({ example: null })
  tokenizerConfig: unknown;

  /**
   * Whether it is built in: such a model cannot be deleted, and one of the project with the same pattern goes before it.
   * @example false
   */
  isLangfuseManaged: boolean;

  /**
   * When it was created; of one that is built in, when its prices were read.
   * @example "2026-01-31T08:00:01.000Z"
   */
  @DateTime()
  createdAt: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'object', properties: { price: { type: 'number' } }, required: ['price'] },
    example: { input: { price: 0.0000025 }, output: { price: 0.00001 } },
    description: 'USD a unit by bucket of usage, of the default tier.',
  })
  prices: Record<string, { price: JsonText }>;

  /** By ascending priority: the default tier, which stands first, counts where no other one does. */
  pricingTiers: PricingTierDto[];

  /**
   * Where the prices come from: `project`, or where they were read.
   * @example "project"
   */
  source: string;

  /**
   * When they were read there, or defined.
   * @example "2026-01-31"
   */
  pricedOn: string;

  /**
   * The model as people call it.
   * @example "my-model"
   */
  product: string;
}

/** A page of models. */
export class ModelPageResponseDto {
  /** The models of this page. */
  data: ModelResponseDto[];

  /** Which page it is. */
  meta: PageMetaDto;
}
