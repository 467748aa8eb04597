import { InvalidFieldError } from '../../../common/json/invalid-field.error.js';
import { unionOf } from '../merge.js';
import type { TracePatch } from '../patch.js';
import { IMPLIED } from '../stamp.js';
import type { TraceFields } from '../telemetry-fields.js';
import { cleared, present, timestampAt } from '../translation.js';
import { environmentName } from './environment-name.js';
import type { EventTime } from './event-time.js';
import type { TraceBody } from './ingestion-event.js';
import { requireIndexable } from './indexed-texts.js';
import { metadataText } from './metadata-text.js';
import { payloadText } from './payload-text.js';

/** @throws InvalidFieldError */
export function tracePatch(body: TraceBody, projectId: string, event: EventTime): TracePatch {
  const { id } = body;
  if (id === null || id === undefined || id === '')
    throw new InvalidFieldError(['body', 'id'], 'is required');
  const sent = timestampAt(body.timestamp, ['body', 'timestamp']);
  const { name, userId, sessionId, release, version, externalId } = body;
  requireIndexable(id, { name, userId, sessionId, release, version });
  const texts = { name, userId, sessionId, release, version, externalId };
  const said = present<TraceFields>({
    ...texts,
    timestamp: sent ?? event.timestamp,
    environment: environmentName(body.environment),
    tags: body.tags && unionOf(body.tags, []),
    public: body.public,
    bookmarked: body.bookmarked,
    metadata: metadataText(body.metadata),
    input: payloadText(body.input),
    output: payloadText(body.output),
  });
  return {
    kind: 'trace',
    projectId,
    id,
    state: {
      fields: { ...said, ...cleared<TraceFields>(texts) },
      stamp: event.stamp,
      exceptions: sent === undefined ? new Map([['timestamp', IMPLIED]]) : null,
    },
  };
}
