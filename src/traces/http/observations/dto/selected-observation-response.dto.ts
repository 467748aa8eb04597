import { IntersectionType, PartialType, PickType } from '@nestjs/swagger';
import { JsonValue } from '../../../../common/http/json-value.decorator.js';
import { ObservationResponseDto } from '../../dto/observation-response.dto.js';

export const CORE_FIELDS = [
  'id',
  'traceId',
  'startTime',
  'endTime',
  'projectId',
  'parentObservationId',
  'type',
] as const;

/** The fields of each group that the observation of the first generation has, too. */
export const SHARED_FIELDS = {
  basic: ['name', 'level', 'statusMessage', 'version', 'environment'],
  time: ['completionStartTime', 'createdAt', 'updatedAt'],
  model: ['model', 'modelParameters'],
  usage: ['usageDetails', 'costDetails', 'isUsageEstimated', 'usagePricingTierId', 'usagePricingTierName'],
  prompt: ['promptId', 'promptName', 'promptVersion'],
  metrics: ['latency', 'timeToFirstToken'],
} as const;

const OPTIONAL_FIELDS = Object.values(SHARED_FIELDS).flat();

/** An observation, with the groups of fields that were asked for. Times are RFC 3339 in UTC, latencies seconds, costs USD. */
export class SelectedObservationResponseDto extends IntersectionType(
  PickType(ObservationResponseDto, CORE_FIELDS),
  PartialType(PickType(ObservationResponseDto, OPTIONAL_FIELDS)),
) {
  /**
   * Group basic: whether it stands at the top of its trace, or of what its application has done.
   * @example true
   */
  isRootObservation?: boolean;

  /**
   * Group basic: whether its trace is marked as bookmarked.
   * @example false
   */
  bookmarked?: boolean;

  /**
   * Group basic: whether its trace is marked as public.
   * @example false
   */
  public?: boolean;

  /**
   * Group basic: whom its trace was done for.
   * @example "alice"
   */
  userId?: string | null;

  /**
   * Group basic: the session of its trace.
   * @example "conversation-7"
   */
  sessionId?: string | null;

  /**
   * Group io: what went in, as a text: a text that was sent as it is, anything else as JSON.
   * @example "{\"question\":\"How is the weather?\"}"
   */
  input?: string | null;

  /**
   * Group io: what came out, likewise.
   * @example "Sunny."
   */
  output?: string | null;

  /** Group metadata: what else the client said about it. Of longer values the first 200 characters, unless `expandMetadata` names them. */
  @JsonValue({ required: false, example: { run_id: 'run-1' } })
  metadata?: unknown;

  /**
   * Group model: as `model`.
   * @example "gpt-4o-mini"
   */
  providedModelName?: string | null;

  /**
   * Group model: as `modelId`.
   * @example null
   */
  internalModelId?: string | null;

  /**
   * The id of the model in a price list. Null without the group model.
   * @example null
   */
  modelId: string | null;

  /**
   * USD per unit, as a decimal. Null without the group model.
   * @example "0.0000025"
   */
  inputPrice: string | null;

  /**
   * USD per unit, as a decimal. Null without the group model.
   * @example "0.00001"
   */
  outputPrice: string | null;

  /**
   * USD per unit, as a decimal. Null without the group model.
   * @example null
   */
  totalPrice: string | null;

  /**
   * Group usage: USD.
   * @example 0.0009
   */
  totalCost?: number | null;

  /**
   * Group trace_context: in alphabetical order.
   * @example ["prod"]
   */
  tags?: string[];

  /**
   * Group trace_context: the release of its trace.
   * @example "2026.01"
   */
  release?: string | null;

  /**
   * Group trace_context: the name of its trace.
   * @example "chat"
   */
  traceName?: string | null;
}
