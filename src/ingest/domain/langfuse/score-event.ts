import { InvalidFieldError } from '../../../common/json/invalid-field.error.js';
import type { ScorePatch } from '../patch.js';
import { IMPLIED } from '../stamp.js';
import type { ScoreFields } from '../score-fields.js';
import { present, timestampAt } from '../translation.js';
import { environmentName } from './environment-name.js';
import type { EventTime } from './event-time.js';
import type { ScoreBody } from './ingestion-event.js';
import { requireIndexable } from './indexed-texts.js';
import { metadataText } from './metadata-text.js';
import { scoreValue } from './score-value.js';

const SOURCES = ['API', 'ANNOTATION', 'EVAL'];

/**
 * @param id of the score where the body says none: the same for each repetition of the event
 * @throws InvalidFieldError
 */
export function scorePatch(body: ScoreBody, id: string, projectId: string, event: EventTime): ScorePatch {
  const sent = timestampAt(body.timestamp, ['body', 'timestamp']);
  const ids = {
    traceId: given(body.traceId),
    sessionId: given(body.sessionId),
    datasetRunId: given(body.datasetRunId),
    observationId: given(body.observationId),
    configId: given(body.configId),
    queueId: given(body.queueId),
  };
  const scoreId = given(body.id) ?? id;
  const { traceId, sessionId, datasetRunId } = ids;
  requireIndexable(scoreId, { name: body.name, traceId, sessionId, datasetRunId });
  const said = present<ScoreFields>({
    ...ids,
    timestamp: sent ?? event.timestamp,
    environment: environmentName(body.environment),
    name: body.name,
    source: sourceOf(body.source, ids.configId),
    metadata: metadataText(body.metadata),
  });
  const fields: Partial<ScoreFields> = { ...said, ...scoreValue(body) };
  // The one field that null clears.
  if (body.comment !== undefined) fields.comment = body.comment;
  return {
    kind: 'score',
    projectId,
    subjectId: subjectOf(ids, body.dataType),
    id: scoreId,
    state: {
      fields,
      stamp: event.stamp,
      exceptions: sent === undefined ? new Map([['timestamp', IMPLIED]]) : null,
    },
  };
}

/** An empty id names nothing. */
function given(id: string | null | undefined): string | undefined {
  return id === null || id === '' ? undefined : id;
}

type Subject = Pick<ScoreBody, 'traceId' | 'sessionId' | 'datasetRunId' | 'observationId'>;

function subjectOf(
  { traceId, sessionId, datasetRunId, observationId }: Subject,
  dataType: string | null | undefined,
): string {
  const [subject, another] = [traceId, sessionId, datasetRunId].flatMap((id) => id ?? []);
  if (subject === undefined || another !== undefined)
    throw new InvalidFieldError(['body'], 'must have exactly one of traceId, sessionId and datasetRunId');
  if (traceId === undefined && dataType === 'CORRECTION')
    throw new InvalidFieldError(['body', 'traceId'], 'is required in a CORRECTION score');
  if (traceId === undefined && observationId !== undefined)
    throw new InvalidFieldError(['body', 'traceId'], 'is required with observationId');
  return subject;
}

function sourceOf(source: string | null | undefined, configId: string | undefined): string | undefined {
  if (source === null || source === undefined) return undefined;
  if (!SOURCES.includes(source))
    throw new InvalidFieldError(['body', 'source'], `must be ${SOURCES.join(', ')}`);
  if (source === 'ANNOTATION' && configId === undefined)
    throw new InvalidFieldError(['body', 'configId'], 'is required in a score of source ANNOTATION');
  return source;
}
