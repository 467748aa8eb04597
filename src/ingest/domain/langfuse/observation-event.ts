import { InvalidFieldError } from '../../../common/json/invalid-field.error.js';
import type { ObservationPatch } from '../patch.js';
import { IMPLIED } from '../stamp.js';
import type { ObservationFields } from '../telemetry-fields.js';
import { cleared, jsonText, present, timestampAt } from '../translation.js';
import { environmentName } from './environment-name.js';
import type { EventTime } from './event-time.js';
import { OBSERVATION_TYPES } from './event-types.js';
import type { ObservationBody } from './ingestion-event.js';
import { requireIndexable } from './indexed-texts.js';
import { metadataText } from './metadata-text.js';
import { payloadText } from './payload-text.js';
import { usageFields } from './usage-details.js';

/**
 * @param type of the observation that the event speaks of; undefined: the body's own
 * @throws InvalidFieldError
 */
export function observationPatch(
  body: ObservationBody,
  type: string | undefined,
  projectId: string,
  event: EventTime,
): ObservationPatch {
  const { id } = body;
  if (id === null || id === undefined || id === '')
    throw new InvalidFieldError(['body', 'id'], 'is required');
  const startTime = timestampAt(body.startTime, ['body', 'startTime']);
  const endTime = timestampAt(body.endTime, ['body', 'endTime']);
  const { name, model, version } = body;
  requireIndexable(id, { name, version, traceId: body.traceId });
  const usage = usageFields(body.usage, body.usageDetails, body.costDetails);
  const said = present<ObservationFields>({
    name,
    model,
    type: type ?? typeOf(body.type),
    environment: environmentName(body.environment),
    startTime: startTime ?? event.timestamp,
    endTime: startTime !== undefined && endTime !== undefined && endTime < startTime ? startTime : endTime,
    completionStartTime: timestampAt(body.completionStartTime, ['body', 'completionStartTime']),
    parentObservationId: body.parentObservationId === '' ? undefined : body.parentObservationId,
    level: levelOf(body.level),
    statusMessage: body.statusMessage,
    version,
    modelParameters: jsonText(body.modelParameters),
    input: payloadText(body.input) ?? payloadText(body.prompt),
    output: payloadText(body.output) ?? payloadText(body.completion),
    metadata: metadataText(body.metadata),
    ...promptFields(body),
    ...usage,
  });
  const { calculatedTotalCost } = usage;
  return {
    kind: 'observation',
    projectId,
    // An observation without a trace makes one of its own.
    traceId: body.traceId === null || body.traceId === undefined || body.traceId === '' ? id : body.traceId,
    id,
    state: {
      fields: { ...said, ...cleared<ObservationFields>({ name, model, calculatedTotalCost }) },
      stamp: event.stamp,
      // A start that follows from the time of an event holds only until one is sent.
      exceptions: startTime === undefined ? new Map([['startTime', IMPLIED]]) : null,
    },
  };
}

const LEVELS = ['DEBUG', 'DEFAULT', 'WARNING', 'ERROR'];

function levelOf(level: string | null | undefined): string | undefined {
  if (level === null || level === undefined) return undefined;
  if (!LEVELS.includes(level))
    throw new InvalidFieldError(['body', 'level'], `must be one of ${LEVELS.join(', ')}`);
  return level;
}

function typeOf(type: string | null | undefined): string {
  const name = (type ?? '').toUpperCase();
  if (!OBSERVATION_TYPES.includes(name))
    throw new InvalidFieldError(['body', 'type'], `must be one of ${OBSERVATION_TYPES.join(', ')}`);
  return name;
}

function promptFields({
  promptName,
  promptVersion,
}: ObservationBody): Partial<Pick<ObservationFields, 'promptName' | 'promptVersion'>> {
  // An empty name and a version 0 name nothing.
  const [hasName, hasVersion] = [promptName, promptVersion].map(Boolean);
  if (hasName !== hasVersion)
    throw new InvalidFieldError(
      ['body', hasName === true ? 'promptVersion' : 'promptName'],
      'is required where the other of promptName and promptVersion is given',
    );
  return hasName === true ? { promptName: promptName ?? null, promptVersion: promptVersion ?? null } : {};
}
