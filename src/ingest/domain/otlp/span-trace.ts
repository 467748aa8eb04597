import { timestampToMicros } from '../../../common/time/timestamp.js';
import { unionOf } from '../merge.js';
import { requireTagsFit } from '../merge-limits.js';
import type { MergeState } from '../merge-state.js';
import type { TracePatch } from '../patch.js';
import { IMPLIED, stampOf, type Stamp } from '../stamp.js';
import { TRACE_BLANKS, type TraceFields } from '../telemetry-fields.js';
import { present, unlessBlank } from '../translation.js';
import { ask, type Speakers } from './conventions.js';
import { cleanText, objectJson, requireMetadataFits } from './json-text.js';
import { saidMetadata } from './said-metadata.js';
import type { SpanReader } from './span-reader.js';
import type { SpanTimes } from './span-times.js';

/** What the span says of itself that a trace may take over. */
export interface RootFields {
  readonly name: string | undefined;
  readonly input: string | undefined;
  readonly output: string | undefined;
  readonly environment: string | undefined;
  readonly version: string | undefined;
  readonly release: string | undefined;
}

/**
 * What a span says of its trace. Any span may say something of it expressly. A root speaks for the trace also where it says nothing: its name,
 * input and output are the trace's until somebody says others. Null: nothing; then the trace follows from the observation alone.
 * @param root null where it is none
 * @throws InvalidFieldError, MergeLimitError
 */
export function tracePatchOf(
  reader: SpanReader,
  speakers: Speakers,
  times: SpanTimes,
  root: RootFields | null,
  projectId: string,
): TracePatch | null {
  const expressly = saidOfTrace(reader, speakers);
  const says = Object.keys(expressly).length > 0;
  if (root === null && !says) return null;
  const micros = timestampToMicros(times.start);
  const expressStamp = stampOf(micros, 'create');
  const impliedFields = root === null ? {} : rootFields(root, expressly);
  // Before all that anybody says expressly at any time; among roots by their starts.
  const impliedStamp = stampOf(0, 'create', micros);
  const isPinned = root !== null && !times.isImplied;
  const fields: Partial<TraceFields> = { ...impliedFields, ...expressly, timestamp: times.start };
  return {
    kind: 'trace',
    projectId,
    id: reader.span.traceId,
    state: stateOf(fields, says ? expressStamp : impliedStamp, (field) => {
      if (field === 'timestamp') return isPinned ? null : IMPLIED;
      return field in impliedFields && says ? impliedStamp : null;
    }),
  };
}

function stateOf(
  fields: Partial<TraceFields>,
  stamp: Stamp,
  exceptionOf: (field: string) => Stamp | null,
): MergeState<TraceFields> {
  const exceptions = new Map<string, Stamp>();
  for (const field of Object.keys(fields)) {
    const exception = exceptionOf(field);
    if (exception !== null) exceptions.set(field, exception);
  }
  return { fields, stamp, exceptions: exceptions.size > 0 ? exceptions : null };
}

/** What a span stands at the top of: one without a parent of its trace, and one that an SDK has made its root of what its application does. */
export function rootKindOf(reader: SpanReader): 'trace' | 'application' | null {
  const hasNoParent = reader.span.parentSpanId === null;
  let isRoot = false;
  for (const key of ROOT_FLAGS) {
    const flag = reader.flag(key);
    // Where it says what the parent does not, the metadata keeps it.
    if (flag === hasNoParent) reader.take(key);
    isRoot ||= flag === true;
  }
  if (hasNoParent) return 'trace';
  return isRoot ? 'application' : null;
}

const ROOT_FLAGS = ['langfuse.internal.as_root', 'langfuse.internal.is_app_root'];

function saidOfTrace(reader: SpanReader, speakers: Speakers): Partial<TraceFields> {
  const tags = ask('tags', reader, speakers);
  if (tags !== undefined) requireTagsFit('tags', tags);
  const [userId, sessionId] = [ask('userId', reader, speakers), ask('sessionId', reader, speakers)];
  // After whose the trace is: what has said so is no metadata.
  const metadata = saidMetadata('traceMetadata', reader, speakers);
  const metadataJson = metadata === undefined ? undefined : objectJson(metadata);
  if (metadataJson !== undefined) requireMetadataFits(metadataJson);
  return present<TraceFields>({
    name: ask('traceName', reader, speakers),
    userId,
    sessionId,
    tags: tags === undefined ? undefined : unionOf(tags, []),
    public: ask('public', reader, speakers),
    version: ownText(reader, 'langfuse.version'),
    release: ownText(reader, 'langfuse.release'),
    metadata: metadataJson,
    input: ask('traceInput', reader, speakers),
    output: ask('traceOutput', reader, speakers),
  });
}

function rootFields(root: RootFields, expressly: Partial<TraceFields>): Partial<TraceFields> {
  const { name, input, output, environment, version, release } = root;
  const fields = present<TraceFields>({
    name,
    input,
    output,
    environment: unlessBlank(environment, TRACE_BLANKS.environment),
    version,
    release,
  });
  return Object.fromEntries(Object.entries(fields).filter(([field]) => !(field in expressly)));
}

const MAX_VERSION = 200;

/** Of the span itself, not of the resource that it shares with others. */
function ownText(reader: SpanReader, key: string): string | undefined {
  const text = reader.text(key);
  return text === undefined || text.length > MAX_VERSION ? undefined : cleanText(text);
}
