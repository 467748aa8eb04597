import { ValidationPipe, type ValidationError } from '@nestjs/common';
import type { DailyUsageQuery } from '../domain/daily-usage-query.js';
import { dailyUsageQueryOf } from './daily-usage-query-of.js';
import { DailyMetricsQueryDto } from './dto/daily-metrics-query.dto.js';

const pipe = new ValidationPipe({
  transform: true,
  exceptionFactory: (errors: ValidationError[]) =>
    new Error(errors.flatMap((error) => Object.values(error.constraints ?? {})).join('; ')),
});

async function read(queryString: Record<string, string | string[]>): Promise<DailyUsageQuery> {
  const metatype = DailyMetricsQueryDto;
  const dto = (await pipe.transform(queryString, { type: 'query', metatype })) as DailyMetricsQueryDto;
  return dailyUsageQueryOf('p1', dto);
}

describe('the query string of the daily metrics', () => {
  it('sets no condition by default', async () => {
    const expected = { projectId: 'p1', page: 1, limit: 50, range: {}, traces: {} };
    expect(await read({})).toEqual(expected);
    expect(await read({ traceName: '', tags: '', fromTimestamp: '', environment: ['', ''] })).toEqual(
      expected,
    );
  });

  it('sets every condition', async () => {
    const asked = await read({
      page: '2',
      limit: '200',
      traceName: 'chat',
      userId: 'alice',
      version: 'v1',
      release: 'r1',
      tags: ['a', 'b'],
      environment: 'production',
      fromTimestamp: '2026-01-01',
      toTimestamp: '2026-01-31T23:59:59.999Z',
    });
    expect(asked).toEqual({
      projectId: 'p1',
      page: 2,
      limit: 200,
      range: { from: '2026-01-01T00:00:00.000000Z', to: '2026-01-31T23:59:59.999000Z' },
      environments: ['production'],
      traces: { traceName: 'chat', userId: 'alice', version: 'v1', release: 'r1', tags: ['a', 'b'] },
    });
  });

  it.each(['page', 'limit', 'fromTimestamp', 'toTimestamp'])(
    'turns down a malformed %s',
    async (parameter) => {
      await expect(read({ [parameter]: 'x' })).rejects.toThrow(new RegExp(`^${parameter} must be `));
    },
  );
});
