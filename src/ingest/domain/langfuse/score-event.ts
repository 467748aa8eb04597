import { InvalidFieldError } from '../../../common/json/invalid-field.error.js';
import type { ScorePatch } from '../patch.js';
import { IMPLIED } from '../stamp.js';
import type { ScoreFields } from '../score-fields.js';
import { present, timestampAt } from '../translation.js';
import { environmentName } from './environment-name.js';
import type { EventTime } from './event-time.js';
import type { ScoreBody } from './ingestion-event.js';
import { metadataText } from './metadata-text.js';
import { scoreValue } from './score-value.js';

const SOURCES = ['API', 'ANNOTATION', 'EVAL'];

/**
 * @param id of the score where the body says none: the same for each repetition of the event
 * @throws InvalidFieldError
 */
export function scorePatch(body: ScoreBody, id: string, projectId: string, event: EventTime): ScorePatch {
  const sent = timestampAt(body.timestamp, ['body', 'timestamp']);
  const said = present<ScoreFields>({
    timestamp: sent ?? event.timestamp,
    environment: environmentName(body.environment),
    traceId: body.traceId,
    sessionId: body.sessionId,
    datasetRunId: body.datasetRunId,
    observationId: body.observationId,
    name: body.name,
    source: sourceOf(body),
    dataType: undefined,
    metadata: metadataText(body.metadata),
    configId: body.configId,
    queueId: body.queueId,
  });
  const fields: Partial<ScoreFields> = { ...said, ...scoreValue(body) };
  // The one field that null clears.
  if (body.comment !== undefined) fields.comment = body.comment;
  return {
    kind: 'score',
    projectId,
    subjectId: subjectOf(body),
    id: body.id === null || body.id === undefined || body.id === '' ? id : body.id,
    state: {
      fields,
      stamp: event.stamp,
      exceptions: sent === undefined ? new Map([['timestamp', IMPLIED]]) : null,
    },
  };
}

function subjectOf({ traceId, sessionId, datasetRunId, observationId, dataType }: ScoreBody): string {
  const subjects = [traceId, sessionId, datasetRunId].filter(
    (id) => id !== null && id !== undefined && id !== '',
  );
  const [subject] = subjects;
  if (subject === undefined || subject === null || subjects.length > 1)
    throw new InvalidFieldError(['body'], 'must have exactly one of traceId, sessionId and datasetRunId');
  if (dataType === 'CORRECTION' && subject !== traceId)
    throw new InvalidFieldError(['body', 'traceId'], 'is required in a CORRECTION score');
  const hasTrace = traceId !== null && traceId !== undefined && traceId !== '';
  if (observationId !== null && observationId !== undefined && !hasTrace)
    throw new InvalidFieldError(['body', 'traceId'], 'is required with observationId');
  return subject;
}

function sourceOf({ source, configId }: ScoreBody): string | undefined {
  if (source === null || source === undefined) return undefined;
  if (!SOURCES.includes(source))
    throw new InvalidFieldError(['body', 'source'], `must be ${SOURCES.join(', ')}`);
  if (source === 'ANNOTATION' && (configId === null || configId === undefined))
    throw new InvalidFieldError(['body', 'configId'], 'is required in a score of source ANNOTATION');
  return source;
}
