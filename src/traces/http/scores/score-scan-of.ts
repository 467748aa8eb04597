import { BadRequestError } from '../../../common/domain-error.js';
import { NUMBER_PARAMETER } from '../../../common/http/query/number-parameter.js';
import type { ScoreColumn, ScoreCondition } from '../../domain/scores/score-filter-columns.js';
import type { ScoreFilter, ScoreScan } from '../../domain/scores/score-query.js';
import type { ScanScoresQueryDto } from './dto/scan-scores-query.dto.js';

/** The question that a request asks, of the project of its caller. @throws BadRequestError where its parameters do not go together */
export function scoreScanOf(projectId: string, dto: ScanScoresQueryDto): ScoreScan {
  const subjects = [dto.traceId, dto.sessionId, dto.experimentId];
  if (subjects.filter((ids) => ids !== undefined).length > 1)
    throw new BadRequestError('traceId, sessionId and experimentId must not be given together');
  if (dto.observationId !== undefined && dto.traceId === undefined)
    throw new BadRequestError(
      'observationId must be given with traceId, as ids of observations hold within a trace',
    );
  const valued = valueFilter(dto);
  return {
    projectId,
    limit: dto.limit,
    after: dto.cursor ?? null,
    filter: {
      from: dto.fromTimestamp,
      before: dto.toTimestamp,
      values: valued.values,
      conditions: [
        ...anyOf('id', dto.id),
        ...anyOf('name', dto.name),
        ...anyOf('source', dto.source),
        ...anyOf('dataType', dto.dataType),
        ...anyOf('environment', dto.environment),
        ...anyOf('configId', dto.configId),
        ...anyOf('queueId', dto.queueId),
        ...anyOf('authorUserId', dto.authorUserId),
        ...anyOf('traceId', dto.traceId),
        ...anyOf('sessionId', dto.sessionId),
        ...anyOf('observationId', dto.observationId),
        ...anyOf('datasetRunId', dto.experimentId),
        ...(valued.conditions ?? []),
      ],
    },
  };
}

/** What a value means depends on the one type of the scores. */
function valueFilter({
  value,
  valueMin,
  valueMax,
  dataType = [],
}: ScanScoresQueryDto): Pick<ScoreFilter, 'values' | 'conditions'> {
  const type = dataType.length === 1 ? dataType[0] : undefined;
  if ((valueMin !== undefined || valueMax !== undefined) && type !== 'NUMERIC')
    throw new BadRequestError('valueMin and valueMax must be given with dataType=NUMERIC alone');
  const bounds = [...bound('>=', valueMin), ...bound('<=', valueMax)];
  if (value === undefined) return { conditions: bounds };
  if (type === 'NUMERIC') return { conditions: bounds, values: value.map(numberOf) };
  if (type === 'BOOLEAN') return { values: value.map(truthOf) };
  if (type === 'CATEGORICAL') return { conditions: anyOf('stringValue', value) };
  throw new BadRequestError('value must be given with one dataType of NUMERIC, BOOLEAN, CATEGORICAL');
}

function anyOf(column: ScoreColumn, value: readonly string[] | undefined): readonly ScoreCondition[] {
  return value === undefined ? [] : [{ type: 'stringOptions', column, operator: 'any of', value }];
}

function bound(operator: '>=' | '<=', value: number | undefined): readonly ScoreCondition[] {
  return value === undefined ? [] : [{ type: 'number', column: 'value', operator, value }];
}

function numberOf(text: string): number {
  const number = NUMBER_PARAMETER.parse(text);
  if (typeof number === 'number') return number;
  throw new BadRequestError('value must have numbers where dataType is NUMERIC');
}

function truthOf(text: string): number {
  if (text !== 'true' && text !== 'false')
    throw new BadRequestError('value must have true or false where dataType is BOOLEAN');
  return text === 'true' ? 1 : 0;
}
