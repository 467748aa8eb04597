import { pageMeta, type Page } from '../../common/page.js';
import { formatTimestamp } from '../../common/time/timestamp.js';
import type { Payload } from '../domain/payload.js';
import type { TraceRecord } from '../domain/trace.js';
import { latencyOf, totalCostOf } from '../domain/trace-figures.js';
import type { ScoredTraceDetail, ScoredTraceInList } from '../domain/traces.service.js';
import type { TraceQuery } from '../domain/trace-query.js';
import type { ListedTraceResponseDto } from './dto/listed-trace-response.dto.js';
import type { TraceDetailResponseDto } from './dto/trace-detail-response.dto.js';
import type { TracePageResponseDto } from './dto/trace-page-response.dto.js';
import type { TraceResponseDto } from './dto/trace-response.dto.js';
import { presentScore } from './scores/score.presenter.js';
import { presentObservation } from './observation.presenter.js';

/** What stands for a figure that was not asked for. */
const LEFT_OUT = -1;

export function presentTracePage(
  query: TraceQuery,
  { items, totalItems }: Page<ScoredTraceInList>,
): TracePageResponseDto {
  const withFigures = query.groups.has('metrics');
  return {
    data: items.map((trace) => presentListedTrace(trace, withFigures)),
    meta: pageMeta({ page: query.page, limit: query.limit }, totalItems),
  };
}

export function presentTraceDetail(trace: ScoredTraceDetail): TraceDetailResponseDto {
  return {
    ...presentTrace(trace, trace.payload, true),
    observations: trace.observations.map(presentObservation),
    scores: trace.scores.map(presentScore),
  };
}

function presentListedTrace(trace: ScoredTraceInList, withFigures: boolean): ListedTraceResponseDto {
  return {
    ...presentTrace(trace, trace.payload, withFigures),
    observations: [...(trace.observationIds ?? [])],
    scores: [...trace.scoreIds],
  };
}

export function presentTrace(
  trace: TraceRecord,
  payload: Payload | null,
  withFigures: boolean,
): Readonly<TraceResponseDto> {
  return {
    id: trace.id,
    projectId: trace.projectId,
    timestamp: formatTimestamp(trace.timestamp),
    environment: trace.environment,
    name: trace.name,
    userId: trace.userId,
    sessionId: trace.sessionId,
    release: trace.release,
    version: trace.version,
    externalId: trace.externalId,
    tags: [...trace.tags],
    public: trace.public,
    bookmarked: trace.bookmarked,
    ...(payload && presentPayload(payload)),
    htmlPath: `/project/${encodeURIComponent(trace.projectId)}/traces/${encodeURIComponent(trace.id)}`,
    latency: withFigures ? latencyOf(trace) : LEFT_OUT,
    totalCost: withFigures ? totalCostOf(trace) : LEFT_OUT,
    createdAt: formatTimestamp(trace.createdAt),
    updatedAt: formatTimestamp(trace.updatedAt),
  };
}

/** Metadata is an object wherever there is any, so it is one where there is none, too: clients look into it without asking. */
function presentPayload({
  input,
  output,
  metadata,
}: Payload): Pick<TraceResponseDto, 'input' | 'output' | 'metadata'> {
  return { input, output, metadata: metadata ?? {} };
}
