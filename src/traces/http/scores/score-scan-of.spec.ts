import { ValidationPipe, type ValidationError } from '@nestjs/common';
import type { Timestamp } from '../../../common/time/timestamp.js';
import type { ScoreScan } from '../../domain/scores/score-query.js';
import { ScanScoresQueryDto } from './dto/scan-scores-query.dto.js';
import { writeScoreCursor } from './score-cursor.js';
import { scoreScanOf } from './score-scan-of.js';

const pipe = new ValidationPipe({
  transform: true,
  exceptionFactory: (errors: ValidationError[]) =>
    new Error(errors.flatMap((error) => Object.values(error.constraints ?? {})).join('; ')),
});

async function read(queryString: string): Promise<ScoreScan> {
  const query = Object.fromEntries(new URLSearchParams(queryString));
  const dto = (await pipe.transform(query, {
    type: 'query',
    metatype: ScanScoresQueryDto,
  })) as ScanScoresQueryDto;
  return scoreScanOf('p1', dto);
}

describe('the query string of the list of scores by cursors', () => {
  it('asks for the latest 50 by default', async () => {
    expect(await read('')).toEqual({ projectId: 'p1', limit: 50, after: null, filter: { conditions: [] } });
    expect(await read('cursor=&fields=&name=&valueMin=&dataType=')).toEqual(await read(''));
  });

  it.each([
    ['id=a,b', 'id', ['a', 'b']],
    ['name=tone, kind', 'name', ['tone', 'kind']],
    ['source=api,Eval', 'source', ['API', 'EVAL']],
    ['dataType=numeric,TEXT', 'dataType', ['NUMERIC', 'TEXT']],
    ['environment=production', 'environment', ['production']],
    ['configId=c', 'configId', ['c']],
    ['queueId=q', 'queueId', ['q']],
    ['authorUserId=u', 'authorUserId', ['u']],
    ['traceId=t1,t2', 'traceId', ['t1', 't2']],
    ['sessionId=s', 'sessionId', ['s']],
    ['experimentId=r', 'datasetRunId', ['r']],
    ['name=,', 'name', []],
  ])('%s asks for any of the values', async (query, column, value) => {
    expect((await read(query)).filter.conditions).toEqual([
      { type: 'stringOptions', column, operator: 'any of', value },
    ]);
  });

  it('asks for values by their type, for time and for what comes after a cursor', async () => {
    expect((await read('dataType=NUMERIC&value=1,-0.5&valueMin=-1&valueMax=2')).filter).toMatchObject({
      values: [1, -0.5],
      conditions: [
        { column: 'dataType' },
        { type: 'number', column: 'value', operator: '>=', value: -1 },
        { type: 'number', column: 'value', operator: '<=', value: 2 },
      ],
    });
    expect((await read('dataType=boolean&value=true,false')).filter.values).toEqual([1, 0]);
    expect((await read('dataType=CATEGORICAL&value=good,bad')).filter).toMatchObject({
      values: undefined,
      conditions: [{ column: 'dataType' }, { column: 'stringValue', value: ['good', 'bad'] }],
    });
    expect((await read('fromTimestamp=2026-01-31&toTimestamp=2026-02-01')).filter).toMatchObject({
      from: '2026-01-31T00:00:00.000000Z',
      before: '2026-02-01T00:00:00.000000Z',
    });
    const after = { timestamp: '2026-01-31T08:00:00.123456Z' as Timestamp, id: 'ä/1', subjectId: 't' };
    expect(await read(`limit=1&cursor=${writeScoreCursor(after)}`)).toMatchObject({ limit: 1, after });
  });

  it.each([
    ['limit=101', 'limit must be a whole number between 1 and 100'],
    [
      'fields=details,io',
      'fields must be one or more of details, subject, annotation, with commas between them',
    ],
    ['source=ME', 'source must be one or more of API, ANNOTATION, EVAL, with commas between them'],
    ['dataType=NUMBER', 'dataType must be one or more of NUMERIC,'],
    ['cursor=e30', 'cursor must be a cursor that an answer of this route had'],
    ['cursor=%00', 'cursor must be a cursor that an answer of this route had'],
    ['valueMin=low', 'valueMin must be a number'],
    ['valueMin=1', 'valueMin and valueMax must be given with dataType=NUMERIC alone'],
    ['valueMax=1&dataType=BOOLEAN', 'valueMin and valueMax must be given with dataType=NUMERIC alone'],
    [
      'valueMax=1&dataType=NUMERIC,BOOLEAN',
      'valueMin and valueMax must be given with dataType=NUMERIC alone',
    ],
    ['value=1', 'value must be given with one dataType of NUMERIC, BOOLEAN, CATEGORICAL'],
    ['value=a&dataType=TEXT', 'value must be given with one dataType of NUMERIC, BOOLEAN, CATEGORICAL'],
    ['value=1,x&dataType=NUMERIC', 'value must have numbers where dataType is NUMERIC'],
    ['value=True&dataType=BOOLEAN', 'value must have true or false where dataType is BOOLEAN'],
    ['observationId=o', 'observationId must be given with traceId'],
    ['observationId=o&sessionId=s', 'observationId must be given with traceId'],
    ['traceId=t&sessionId=s', 'traceId, sessionId and experimentId must not be given together'],
    [
      'traceId=t&observationId=o&experimentId=r',
      'traceId, sessionId and experimentId must not be given together',
    ],
  ])('%s is refused', async (query, message) => {
    await expect(read(query)).rejects.toThrow(message);
  });
});
