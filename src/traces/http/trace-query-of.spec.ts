import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { TRACE_FIELD_GROUPS, type TraceQuery } from '../domain/trace-query.js';
import { ListTracesQueryDto } from './dto/list-traces-query.dto.js';
import { traceQueryOf } from './trace-query-of.js';

const pipe = new ValidationPipe({
  transform: true,
  exceptionFactory: (errors: ValidationError[]) =>
    new Error(errors.flatMap((error) => Object.values(error.constraints ?? {})).join('; ')),
});

async function read(queryString: Record<string, string | string[]>): Promise<TraceQuery> {
  const dto = (await pipe.transform(queryString, {
    type: 'query',
    metatype: ListTracesQueryDto,
  })) as ListTracesQueryDto;
  return traceQueryOf('p1', dto);
}

describe('the query string of the list of traces', () => {
  it('asks for the newest 50 with everything by default', async () => {
    const expected = {
      projectId: 'p1',
      page: 1,
      limit: 50,
      filter: {},
      order: { field: 'timestamp', direction: 'desc' },
      groups: new Set(TRACE_FIELD_GROUPS),
    };
    expect(await read({})).toEqual(expected);
    expect(
      await read({ page: '', limit: '', userId: '', orderBy: '', fields: '', tags: '', toTimestamp: '' }),
    ).toEqual(expected);
  });

  it('sets every condition', async () => {
    const { filter } = await read({
      userId: 'alice',
      name: 'chat',
      sessionId: 's1',
      release: 'r1',
      version: 'v1',
      fromTimestamp: '2026-01-31T08:00:00Z',
      toTimestamp: '2026-01-31T09:00:00.123456+01:00',
      tags: ['a', 'b'],
      environment: 'production',
    });
    expect(filter).toEqual({
      userId: 'alice',
      name: 'chat',
      sessionId: 's1',
      release: 'r1',
      version: 'v1',
      from: '2026-01-31T08:00:00.000000Z',
      to: '2026-01-31T08:00:00.123456Z',
      tags: ['a', 'b'],
      environments: ['production'],
    });
  });

  it.each([
    ['totalCost.asc', { field: 'totalCost', direction: 'asc' }],
    ['name.desc', { field: 'name', direction: 'desc' }],
    ['latency', { field: 'latency', direction: 'desc' }],
  ])('orders by %s', async (orderBy, order) => {
    expect((await read({ orderBy })).order).toEqual(order);
  });

  it.each([
    'price',
    'timestamp.down',
    'timestamp.',
    '.asc',
    'timestamp.asc.desc',
    'Timestamp',
    'id;--',
    'constructor',
  ])('does not order by %j', async (orderBy) => {
    await expect(read({ orderBy })).rejects.toThrow(
      /^orderBy must be field\.asc or field\.desc, the field one of id, /,
    );
  });

  it('takes groups of fields', async () => {
    expect((await read({ fields: 'core, io' })).groups).toEqual(new Set(['core', 'io']));
  });

  it.each(['everything', 'io,', 'io;core'])('does not take %j for groups of fields', async (fields) => {
    await expect(read({ fields })).rejects.toThrow(
      'fields must be one or more of core, io, scores, observations, metrics, separated by commas',
    );
  });

  it.each(['userId', 'name', 'fields', 'orderBy', 'fromTimestamp', 'page'])(
    'does not take %s twice',
    async (parameter) => {
      await expect(read({ [parameter]: ['1', '2'] })).rejects.toThrow(`${parameter} must be given only once`);
    },
  );
});
