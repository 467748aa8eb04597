import { BadRequestError } from '../../../common/domain-error.js';
import { besideFilter } from '../../../common/filter/beside-filter.js';
import type { ScoreColumn, ScoreCondition } from '../../domain/scores/score-filter-columns.js';
import type { ScoreFilter, ScoreQuery, SimpleScoreFilter } from '../../domain/scores/score-query.js';
import type { ListScoresQueryDto } from './dto/list-scores-query.dto.js';

/** The question that a request asks, of the project of its caller. @throws BadRequestError */
export function scoreQueryOf(projectId: string, dto: ListScoresQueryDto): ScoreQuery {
  const { operator, value } = dto;
  if ((operator === undefined) !== (value === undefined))
    throw new BadRequestError('operator and value must be given together');
  return {
    projectId,
    page: dto.page,
    limit: dto.limit,
    withTraces: dto.fields.includes('trace'),
    filter: scoreFilterOf(simpleFilterOf(dto), dto.filter),
  };
}

/** What the clients of the first generation can read: scores of traces, of the types that there were. */
const OF_FIRST_GENERATION: readonly ScoreCondition[] = [
  { type: 'null', column: 'traceId', operator: 'is not null' },
  {
    type: 'stringOptions',
    column: 'dataType',
    operator: 'any of',
    value: ['NUMERIC', 'CATEGORICAL', 'BOOLEAN'],
  },
];

/** The same, of scores that its clients can read. @throws BadRequestError */
export function firstScoreQueryOf(projectId: string, dto: ListScoresQueryDto): ScoreQuery {
  const query = scoreQueryOf(projectId, dto);
  const conditions = [...(query.filter.conditions ?? []), ...OF_FIRST_GENERATION];
  return { ...query, filter: { ...query.filter, conditions } };
}

/** What simple conditions and a filter ask for together. */
function scoreFilterOf(
  simple: SimpleScoreFilter,
  conditions: readonly ScoreCondition[] | undefined,
): ScoreFilter {
  return conditions === undefined ? simple : { ...besideFilter(simple, conditions, COLUMN_OF), conditions };
}

const COLUMN_OF: Readonly<Record<keyof SimpleScoreFilter, ScoreColumn>> = {
  name: 'name',
  source: 'source',
  dataType: 'dataType',
  configId: 'configId',
  queueId: 'queueId',
  traceId: 'traceId',
  sessionId: 'sessionId',
  datasetRunId: 'datasetRunId',
  ids: 'id',
  observationIds: 'observationId',
  environments: 'environment',
  from: 'timestamp',
  before: 'timestamp',
  userId: 'userId',
  traceTags: 'traceTags',
  value: 'value',
};

function simpleFilterOf(dto: ListScoresQueryDto): SimpleScoreFilter {
  const { operator, value } = dto;
  return {
    name: dto.name,
    source: dto.source,
    dataType: dto.dataType,
    configId: dto.configId,
    queueId: dto.queueId,
    traceId: dto.traceId,
    sessionId: dto.sessionId,
    datasetRunId: dto.datasetRunId,
    ids: dto.scoreIds,
    observationIds: dto.observationId,
    environments: dto.environment,
    from: dto.fromTimestamp,
    before: dto.toTimestamp,
    userId: dto.userId,
    traceTags: dto.traceTags,
    value: operator === undefined || value === undefined ? undefined : { operator, number: value },
  };
}
