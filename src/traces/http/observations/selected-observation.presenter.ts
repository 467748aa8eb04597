import { Big } from 'big.js';
import type { JsonText } from '../../../common/json/json-text.js';
import { isRootObservation, type Observation } from '../../domain/observation.js';
import type {
  ObservationInStretch,
  ObservationStretch,
} from '../../domain/observations/observation-in-stretch.js';
import type { ObservationResponseDto } from '../dto/observation-response.dto.js';
import { presentObservation } from '../observation.presenter.js';
import type { ObservationStretchResponseDto } from './dto/observation-stretch-response.dto.js';
import {
  CORE_FIELDS,
  SHARED_FIELDS,
  type SelectedObservationResponseDto,
} from './dto/selected-observation-response.dto.js';
import { writeObservationCursor } from './observation-cursor.js';
import type { ObservationFieldGroup } from './observation-fields-parameter.js';

type Selected = Partial<SelectedObservationResponseDto>;
type Show = (item: ObservationInStretch, whole: ObservationResponseDto) => Selected;

export function presentObservationStretch(
  { items, next }: ObservationStretch,
  groups: readonly ObservationFieldGroup[],
): ObservationStretchResponseDto {
  return {
    data: items.map((item) => presentSelected(item, groups)),
    meta: next === null ? {} : { cursor: writeObservationCursor(next) },
  };
}

function presentSelected(
  item: ObservationInStretch,
  groups: readonly ObservationFieldGroup[],
): SelectedObservationResponseDto {
  const whole = presentObservation(item.observation);
  const selected = { ...pick(whole, CORE_FIELDS), ...NO_PRICES };
  for (const group of groups) if (group !== 'core') Object.assign(selected, GROUPS[group](item, whole));
  return selected;
}

/** These are there even where they were not asked for. */
const NO_PRICES = { modelId: null, inputPrice: null, outputPrice: null, totalPrice: null } as const;

const GROUPS: Readonly<Record<Exclude<ObservationFieldGroup, 'core'>, Show>> = {
  basic: ({ observation, trace }, whole) => ({
    ...pick(whole, SHARED_FIELDS.basic),
    isRootObservation: isRootObservation(observation),
    bookmarked: trace?.bookmarked ?? false,
    public: trace?.public ?? false,
    userId: trace?.userId ?? null,
    sessionId: trace?.sessionId ?? null,
  }),
  time: (_, whole) => pick(whole, SHARED_FIELDS.time),
  io: ({ observation: { payload } }) => ({
    input: textOf(payload.input),
    output: textOf(payload.output),
  }),
  metadata: ({ observation: { payload } }) => ({ metadata: payload.metadata ?? {} }),
  model: ({ observation }, whole) => ({
    ...pick(whole, SHARED_FIELDS.model),
    ...pricesOf(observation, whole),
  }),
  usage: ({ observation }, whole) => ({
    ...pick(whole, SHARED_FIELDS.usage),
    totalCost: observation.calculatedTotalCost,
  }),
  prompt: (_, whole) => pick(whole, SHARED_FIELDS.prompt),
  metrics: (_, whole) => pick(whole, SHARED_FIELDS.metrics),
  trace_context: ({ trace }) => ({
    tags: [...(trace?.tags ?? [])],
    release: trace?.release ?? null,
    traceName: trace?.name ?? null,
  }),
};

function pricesOf(
  { model, pricing, ...sent }: Observation,
  { modelId }: Pick<ObservationResponseDto, 'modelId'>,
): Selected {
  return {
    providedModelName: model,
    internalModelId: modelId,
    modelId,
    inputPrice: decimal(sent.inputPrice ?? pricing?.prices['input']),
    outputPrice: decimal(sent.outputPrice ?? pricing?.prices['output']),
    totalPrice: decimal(sent.totalPrice ?? pricing?.prices['total']),
  };
}

/** Without an exponent, however small. */
function decimal(price: number | string | null | undefined): string | null {
  return price === null || price === undefined ? null : new Big(price).toFixed();
}

/** A text that was sent as it is, anything else as JSON. */
function textOf(payload: JsonText | null): string | null {
  if (payload === null) return null;
  return payload.text.startsWith('"') ? (JSON.parse(payload.text) as string) : payload.text;
}

function pick<T extends object, K extends keyof T>(object: T, keys: readonly K[]): Pick<T, K> {
  const picked: Partial<T> = {};
  for (const key of keys) picked[key] = object[key];
  return picked as Pick<T, K>;
}
