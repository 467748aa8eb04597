import type { Timestamp } from '../../common/time/timestamp.js';
import { pricingBy, type PriceTerms } from '../../common/pricing/price-sheet.js';
import { countsOf } from '../../common/pricing/stored-usage.js';
import { effectiveAmounts } from '../../database/effective-amounts.sql.js';
import { usageByBucket, priceSheetOf } from '../../database/price-sheets.sql.js';
import type { Observation, ObservationPricing } from '../domain/observation.js';
import { json, PAYLOAD_BYTES, PAYLOAD_COLUMNS, payloadFromRow, type PayloadRow } from './payload-row.js';

const EFFECTIVE = effectiveAmounts();

/** Counts and costs as they were sent, else as the server has counted and priced them. */
export const OBSERVATION_COLUMNS_BESIDES_PAYLOAD = `project_id, trace_id, id, type, name, environment, start_time, end_time,
  completion_start_time, parent_observation_id, is_app_root, level, status_message, version, model, model_id, model_parameters,
  prompt_id, prompt_name, prompt_version, ${EFFECTIVE.inputTokens} AS prompt_tokens,
  ${EFFECTIVE.outputTokens} AS completion_tokens, COALESCE(total_tokens, (estimated_usage ->> 'total')::bigint) AS total_tokens,
  unit, COALESCE(estimated_usage, usage_details) AS usage_details, estimated_usage IS NOT NULL AS is_usage_estimated,
  usage_sent, cost_details, ${priceSheetOf()} AS price_sheet,
  CASE WHEN price_sheet IS NOT NULL THEN ${usageByBucket()} END AS priced_usage,
  input_price, output_price, total_price, ${EFFECTIVE.inputCost} AS calculated_input_cost,
  ${EFFECTIVE.outputCost} AS calculated_output_cost, ${EFFECTIVE.totalCost} AS calculated_total_cost,
  latency, time_to_first_token, created_at, updated_at`;

export const OBSERVATION_COLUMNS = `${OBSERVATION_COLUMNS_BESIDES_PAYLOAD}, ${PAYLOAD_COLUMNS}`;

/** About how many bytes an observation has as JSON, without its payload. */
export const OBSERVATION_BYTES_BESIDES_PAYLOAD = `1000
  + octet_length(concat(model_parameters, usage_details, usage_sent, cost_details, estimated_usage))
  + CASE WHEN price_sheet IS NULL THEN 0 ELSE 400 + 2 * octet_length(concat(usage_details, estimated_usage)) END
  + octet_length(to_json(concat(project_id, trace_id, id, type, name, environment, parent_observation_id, level, status_message,
      version, model, model_id, prompt_id, prompt_name, unit))::text)`;

export const OBSERVATION_BYTES = `${OBSERVATION_BYTES_BESIDES_PAYLOAD} + ${PAYLOAD_BYTES}`;

export interface ObservationRow extends PayloadRow {
  readonly project_id: string;
  readonly trace_id: string;
  readonly id: string;
  readonly type: string;
  readonly name: string | null;
  readonly environment: string;
  readonly start_time: Timestamp;
  readonly end_time: Timestamp | null;
  readonly completion_start_time: Timestamp | null;
  readonly parent_observation_id: string | null;
  readonly is_app_root: boolean | null;
  readonly level: string;
  readonly status_message: string | null;
  readonly version: string | null;
  readonly model: string | null;
  readonly model_id: string | null;
  readonly model_parameters: string | null;
  readonly prompt_id: string | null;
  readonly prompt_name: string | null;
  readonly prompt_version: number | null;
  readonly prompt_tokens: number | null;
  readonly completion_tokens: number | null;
  readonly total_tokens: number | null;
  readonly unit: string | null;
  readonly usage_details: string | null;
  readonly is_usage_estimated: boolean;
  readonly usage_sent: string | null;
  readonly cost_details: string | null;
  readonly price_sheet: string | null;
  readonly priced_usage: string | null;
  readonly input_price: string | null;
  readonly output_price: string | null;
  readonly total_price: string | null;
  readonly calculated_input_cost: string | null;
  readonly calculated_output_cost: string | null;
  readonly calculated_total_cost: string | null;
  readonly latency: number | null;
  readonly time_to_first_token: number | null;
  readonly created_at: Timestamp;
  readonly updated_at: Timestamp;
}

export function observationFromRow(row: ObservationRow): Observation {
  return {
    projectId: row.project_id,
    traceId: row.trace_id,
    id: row.id,
    type: row.type,
    name: row.name,
    environment: row.environment,
    startTime: row.start_time,
    endTime: row.end_time,
    completionStartTime: row.completion_start_time,
    parentObservationId: row.parent_observation_id,
    isAppRoot: row.is_app_root === true,
    level: row.level,
    statusMessage: row.status_message,
    version: row.version,
    model: row.model,
    modelId: row.model_id,
    modelParameters: json(row.model_parameters),
    promptId: row.prompt_id,
    promptName: row.prompt_name,
    promptVersion: row.prompt_version,
    promptTokens: row.prompt_tokens,
    completionTokens: row.completion_tokens,
    totalTokens: row.total_tokens,
    unit: row.unit,
    usageDetails: json(row.usage_details),
    isUsageEstimated: row.is_usage_estimated,
    usageSent: json(row.usage_sent),
    costDetails: json(row.cost_details),
    pricing: pricingFromRow(row),
    inputPrice: money(row.input_price),
    outputPrice: money(row.output_price),
    totalPrice: money(row.total_price),
    calculatedInputCost: money(row.calculated_input_cost),
    calculatedOutputCost: money(row.calculated_output_cost),
    calculatedTotalCost: money(row.calculated_total_cost),
    latency: row.latency,
    timeToFirstToken: row.time_to_first_token,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    payload: payloadFromRow(row),
  };
}

function pricingFromRow({
  price_sheet: sheet,
  priced_usage: usage,
}: ObservationRow): ObservationPricing | null {
  if (sheet === null) return null;
  return pricingBy(JSON.parse(sheet) as PriceTerms, usage === null ? new Map() : countsOf(usage));
}

function money(decimal: string | null): number | null {
  return decimal === null ? null : Number(decimal);
}
