import { InvalidFieldError } from '../../common/json/invalid-field.error.js';
import { timestampFromMs, timestampToMicros, type Timestamp } from '../../common/time/timestamp.js';
import { unionOf } from './merge.js';
import type { MergeState } from './merge-state.js';
import type { NativeBatch, NativeObservation, NativeTrace } from './native-batch.js';
import { nativeUsageFields } from './native-usage.js';
import type { ObservationPatch, Patch, TracePatch } from './patch.js';
import { IMPLIED, stampOf, type Stamp } from './stamp.js';
import {
  OBSERVATION_BLANKS,
  TRACE_BLANKS,
  type ObservationFields,
  type TraceFields,
} from './telemetry-fields.js';
import {
  checkProject,
  jsonText,
  present,
  secondsOrNothing,
  timestampAt,
  unlessBlank,
  type TranslationContext,
} from './translation.js';

/**
 * The patches of a native batch, the trace's first.
 * Its writes carry no event time: an observation's is its end (else its first token, else its start), a trace's is its timestamp,
 * so that the record of an end outranks that of a start in whatever order they come. Writes that say no time are dated on arrival,
 * and of two with the same time the later arrival wins.
 * @throws InvalidFieldError, or DomainError FORBIDDEN for a foreign projectId
 */
export function translateNativeBatch(batch: NativeBatch, context: TranslationContext): Patch[] {
  const patches: Patch[] = [];
  if (batch.trace !== null && batch.trace !== undefined) patches.push(tracePatch(batch.trace, context));
  for (const [index, observation] of (batch.observations ?? []).entries()) {
    patches.push(observationPatch(observation, context, ['observations', index]));
  }
  return patches;
}

function tracePatch(trace: NativeTrace, context: TranslationContext): TracePatch {
  checkProject(trace.projectId, context, ['trace', 'projectId']);
  const sent = timestampAt(trace.timestamp, ['trace', 'timestamp']);
  const timestamp = sent ?? timestampFromMs(context.receivedAtMs);
  const fields = present<TraceFields>({
    timestamp,
    environment: unlessBlank(trace.environment, TRACE_BLANKS.environment),
    name: trace.name,
    userId: trace.userId,
    sessionId: trace.sessionId ?? trace.session_id,
    release: trace.release,
    version: trace.version,
    externalId: trace.externalId,
    tags: trace.tags && unionOf(trace.tags, []),
    public: trace.public,
    bookmarked: trace.bookmarked,
    metadata: jsonText(trace.metadata),
    input: jsonText(trace.input),
    output: jsonText(trace.output),
    latency: secondsOrNothing(trace.latency),
    totalCost: trace.totalCost,
  });
  const state: MergeState<TraceFields> = {
    fields,
    stamp: stampAt(timestamp, context),
    exceptions: sent === undefined ? new Map([['timestamp', IMPLIED]]) : null,
  };
  return { kind: 'trace', projectId: context.projectId, id: trace.id, state };
}

function observationPatch(
  observation: NativeObservation,
  context: TranslationContext,
  path: readonly (string | number)[],
): ObservationPatch {
  checkProject(observation.projectId, context, [...path, 'projectId']);
  const sentStart = timestampAt(observation.startTime, [...path, 'startTime']);
  const sentEnd = timestampAt(observation.endTime, [...path, 'endTime']);
  const completionStartTime = timestampAt(observation.completionStartTime, [...path, 'completionStartTime']);
  const eventTime = sentEnd ?? completionStartTime ?? sentStart ?? timestampFromMs(context.receivedAtMs);
  const startTime = sentStart ?? eventTime;
  const fields = present<ObservationFields>({
    type: unlessBlank(observation.type, OBSERVATION_BLANKS.type),
    environment: unlessBlank(observation.environment, OBSERVATION_BLANKS.environment),
    startTime,
    endTime: sentEnd !== undefined && sentEnd < startTime ? startTime : sentEnd,
    completionStartTime,
    name: observation.name,
    parentObservationId: unlessBlank(observation.parentObservationId, ''),
    level: unlessBlank(observation.level, OBSERVATION_BLANKS.level),
    statusMessage: observation.statusMessage,
    version: observation.version,
    model: observation.model,
    modelId: observation.modelId,
    modelParameters: jsonText(observation.modelParameters),
    promptId: observation.promptId,
    promptName: observation.promptName,
    promptVersion: promptVersion(observation.promptVersion, [...path, 'promptVersion']),
    input: jsonText(observation.input),
    output: jsonText(observation.output),
    metadata: jsonText(observation.metadata),
    ...nativeUsageFields(observation, path),
    inputPrice: observation.inputPrice,
    outputPrice: observation.outputPrice,
    totalPrice: observation.totalPrice,
    latency: secondsOrNothing(observation.latency),
    timeToFirstToken: secondsOrNothing(observation.timeToFirstToken),
  });
  const state: MergeState<ObservationFields> = {
    fields,
    stamp: stampAt(eventTime, context),
    exceptions: sentStart === undefined ? new Map([['startTime', IMPLIED]]) : null,
  };
  return {
    kind: 'observation',
    projectId: context.projectId,
    traceId: observation.traceId,
    id: observation.id,
    state,
  };
}

const MAX_PROMPT_VERSION = 2_147_483_647;

function promptVersion(
  value: number | string | null | undefined,
  path: readonly (string | number)[],
): number | undefined {
  if (value === null || value === undefined || value === '') return undefined;
  const version = Number(value);
  if (Number.isInteger(version) && version >= 0 && version <= MAX_PROMPT_VERSION) return version;
  throw new InvalidFieldError(path, `must be a whole number from 0 to ${MAX_PROMPT_VERSION}`);
}

function stampAt(eventTime: Timestamp, { receivedAtMs }: TranslationContext): Stamp {
  return stampOf(timestampToMicros(eventTime), 'create', Math.round(receivedAtMs * 1000));
}
