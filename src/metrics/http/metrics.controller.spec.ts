import {
  Catch,
  ValidationPipe,
  type ArgumentsHost,
  type ExceptionFilter,
  type ValidationError,
} from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import type { NextFunction, Request, Response } from 'express';
import request from 'supertest';
import { setRequestPrincipal } from '../../auth/http/request-principal.js';
import { Clock, SystemClock } from '../../common/clock.js';
import { BadRequestError } from '../../common/domain-error.js';
import type { MetricQuery } from '../domain/metric-query.js';
import type { MetricResult } from '../domain/metric-result.js';
import { MetricReader } from '../domain/metric.reader.js';
import { MetricsService } from '../domain/metrics.service.js';
import { MetricsController } from './metrics.controller.js';

class AskedReader extends MetricReader {
  asked: MetricQuery | null = null;

  names(projectId: string): Promise<string[]> {
    return Promise.resolve([`of ${projectId}`]);
  }

  query(query: MetricQuery): Promise<MetricResult> {
    this.asked = query;
    const labels = Object.fromEntries([['__proto__', 'x']]);
    return Promise.resolve({
      series: [{ labels, values: [{ bucket: query.from, value: 1 }] }],
      latest: query.from,
      truncated: false,
    });
  }
}

@Catch(BadRequestError)
class BadRequestFilter implements ExceptionFilter<BadRequestError> {
  catch({ message }: BadRequestError, host: ArgumentsHost): void {
    host.switchToHttp().getResponse<Response>().status(400).json({ message });
  }
}

describe('the routes of metrics', () => {
  const reader = new AskedReader();
  let app: NestExpressApplication;

  beforeAll(async () => {
    const module = await Test.createTestingModule({
      controllers: [MetricsController],
      providers: [
        MetricsService,
        { provide: MetricReader, useValue: reader },
        { provide: Clock, useClass: SystemClock },
      ],
    }).compile();
    app = module.createNestApplication<NestExpressApplication>();
    app.set('query parser', 'simple');
    app.use((incoming: Request, _: Response, next: NextFunction) => {
      setRequestPrincipal(incoming, { projectId: 'own', clientKey: 'key', kind: 'token', scope: 'all' });
      next();
    });
    const exceptionFactory = (errors: ValidationError[]): BadRequestError =>
      new BadRequestError(errors.flatMap((error) => Object.values(error.constraints ?? {})).join('; '));
    app.useGlobalPipes(new ValidationPipe({ transform: true, forbidUnknownValues: false, exceptionFactory }));
    app.useGlobalFilters(new BadRequestFilter());
    await app.init();
  });

  afterAll(() => app.close());

  beforeEach(() => {
    reader.asked = null;
  });

  const ask = (query: Record<string, string | string[]>): request.Test =>
    request(app.getHttpServer()).get('/api/public/metrics/query').query(query);

  it('list the names of the own project', async () => {
    const response = await request(app.getHttpServer()).get('/api/public/metrics/names').expect(200);
    expect(response.body).toEqual({ data: ['of own'] });
  });

  it('read every parameter', async () => {
    await ask({
      name: 'load',
      from: '2026-02-12T09:00:00+01:00',
      to: '2026-02-12T09:00:00.123456789Z',
      labels: '{"node":"a","gpu":"0"}',
      step: '5m',
      agg: 'p90',
      group_by: 'node',
    }).expect(200);
    expect(reader.asked).toMatchObject({
      projectId: 'own',
      name: 'load',
      from: '2026-02-12T08:00:00.000000Z',
      to: '2026-02-12T09:00:00.123456Z',
      labels: { node: 'a', gpu: '0' },
      step: '5m',
      aggregation: 'p90',
      groupBy: 'node',
    });
  });

  it('answer with the series and what is known of all', async () => {
    const { text } = await ask({ name: 'load', from: '2026-02-12T08:00:00Z', to: '2026-02-12T09:00:00Z' });
    expect(text).toBe(
      '{"data":[{"labels":{"__proto__":"x"},"values":[{"timestamp":"2026-02-12T08:00:00.000Z","value":1}]}],' +
        '"meta":{"latest_ts":"2026-02-12T08:00:00.000Z","series_count":1,"truncated":false}}',
    );
  });

  it('take empty parameters for absent ones, and no notice of unknown ones', async () => {
    const empty = { from: '', to: '', labels: '', step: '', agg: '', group_by: '' };
    await ask({ name: 'load', ...empty, unknown: ['1', '2'], projectId: 'other', limits: '{}' }).expect(200);
    expect(reader.asked).toMatchObject({
      projectId: 'own',
      labels: {},
      step: '1m',
      aggregation: 'avg',
      groupBy: null,
    });
  });

  it('look for characters that cannot be stored as they are stored', async () => {
    await ask({ name: 'load', labels: '{"a\\u0000":"\\ud800b","c":"\\ud83d\\ude00"}' }).expect(200);
    expect(reader.asked?.labels).toEqual({ 'a\ufffd': '\ufffdb', c: '😀' });
  });

  it('look for a label __proto__ as for any other', async () => {
    await ask({ name: 'load', labels: '{"__proto__":"x"}' }).expect(200);
    expect(Object.entries(reader.asked?.labels ?? {})).toEqual([['__proto__', 'x']]);
  });

  it.each([
    [{}, 'name must be given'],
    [{ name: '' }, 'name must be given'],
    [{ name: ['a', 'b'] }, 'name must be given only once'],
    [{ name: 'a\u0000' }, 'name must not contain the character NUL'],
    [{ name: 'a', step: '2m' }, 'step must be one of 1m, 5m, 1h, 1d'],
    [{ name: 'a', step: 'constructor' }, 'step must be one of 1m, 5m, 1h, 1d'],
    [{ name: 'a', step: ['1m', '1m'] }, 'step must be given only once'],
    [{ name: 'a', agg: "avg'; --" }, 'agg must be one of avg, max, min, sum, last, p50, p90, p99'],
    [{ name: 'a', from: 'now' }, 'from must be an RFC 3339 date-time'],
    [{ name: 'a', to: '2026-02-30T00:00:00Z' }, 'to must be an RFC 3339 date-time'],
    [{ name: 'a', to: ['', ''] }, 'to must be given only once'],
    [
      { name: 'a', from: '2026-02-12T08:00:00.000001Z', to: '2026-02-12T08:00:00Z' },
      'from must not be after to',
    ],
    [{ name: 'a', group_by: ['a', 'b'] }, 'group_by must be given only once'],
    ...['{', '[]', '"a"', 'null', '1', '{"a":1}', '{"a":null}', '{"a":{"b":"c"}}', '{"a":["b"]}', 'a=b'].map(
      (labels): [Record<string, string>, string] => [
        { name: 'a', labels },
        'labels must be a JSON object of strings',
      ],
    ),
  ])('turn down %j', async (query, message) => {
    const { body } = (await ask(query as Record<string, string | string[]>).expect(400)) as {
      body: { message: string };
    };
    expect(body.message).toContain(message);
    expect(reader.asked).toBeNull();
  });
});
