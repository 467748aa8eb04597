import {
  Catch,
  Controller,
  Get,
  Module,
  Post,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import type { Response } from 'express';
import { get as httpGet, type OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import request from 'supertest';
import { Clock } from '../common/clock.js';
import { DomainError } from '../common/domain-error.js';
import { TooManyRequestsError } from '../common/too-many-requests.error.js';
import { ConfigModule } from '../config/config.module.js';
import { readConfig } from '../config/read-config.js';
import { AuthModule } from './auth.module.js';
import type { Principal } from './domain/principal.js';
import { Authenticated, Public } from './http/access.decorator.js';
import { AccessGuard } from './http/access.guard.js';
import { CurrentPrincipal } from './http/principal.decorator.js';
import { QueryRoute } from './http/query-route.decorator.js';
import { QueryThrottlerGuard } from './http/query-throttler.guard.js';

const TOKEN = 'canary-token';
const BEARER = `Bearer ${TOKEN}`;
const KEY_PAIR = { XTRACE_PUBLIC_KEY: 'pk-canary', XTRACE_SECRET_KEY: 'sk-canary' };
const ENVIRONMENT = {
  API_BEARER_TOKEN: TOKEN,
  DEFAULT_PROJECT_ID: 'p-1',
  RATE_LIMIT_QPS: '2',
  RATE_LIMIT_BURST: '3',
  ...KEY_PAIR,
};
const UNAUTHORIZED = { message: 'Unauthorized', code: 'UNAUTHORIZED', data: null };

class StandingClock extends Clock {
  nowMs = Date.UTC(2026, 0, 31, 8);

  now(): number {
    return this.nowMs;
  }
}

@Controller('things')
class ThingsController {
  @Get('open')
  @Public()
  open(): string {
    return 'open';
  }

  @Get('forgotten')
  forgotten(): string {
    return 'forgotten';
  }

  @Post('write')
  @Authenticated()
  write(@CurrentPrincipal() principal: Principal): Principal {
    return principal;
  }

  @Get('query')
  @Authenticated()
  @QueryRoute()
  query(): string {
    return 'query';
  }
}

@Controller('more')
@Authenticated()
@QueryRoute()
class MoreController {
  @Get('query')
  query(): string {
    return 'more';
  }
}

@Catch(DomainError)
class TestFilter implements ExceptionFilter<DomainError> {
  catch(error: DomainError, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const limit = error instanceof TooManyRequestsError ? error : undefined;
    if (limit) response.setHeader('Retry-After', limit.retryAfterSeconds);
    response
      .status(limit ? 429 : 401)
      .json({ message: error.message, code: error.code, data: null, resetAt: limit?.resetAt });
  }
}

@Module({
  imports: [AuthModule],
  controllers: [ThingsController, MoreController],
  providers: [
    { provide: APP_FILTER, useClass: TestFilter },
    { provide: APP_GUARD, useExisting: AccessGuard },
    { provide: APP_GUARD, useExisting: QueryThrottlerGuard },
  ],
})
class TestModule {}

function basic(publicKey: string, secretKey: string): string {
  return `Basic ${Buffer.from(`${publicKey}:${secretKey}`).toString('base64')}`;
}

describe(AuthModule, () => {
  let app: NestExpressApplication;
  let clock: StandingClock;

  async function start(environment: NodeJS.ProcessEnv = ENVIRONMENT): Promise<void> {
    clock = new StandingClock();
    const testing = await Test.createTestingModule({
      imports: [ConfigModule.forRoot(readConfig(environment)), TestModule],
    })
      .overrideProvider(Clock)
      .useValue(clock)
      .compile();
    app = testing.createNestApplication<NestExpressApplication>({ logger: false });
    await app.listen(0, '127.0.0.1');
  }

  function get(path: string, authorization = BEARER): request.Test {
    return request(app.getHttpServer()).get(path).set('Authorization', authorization);
  }

  /** With the path on the wire exactly as given: supertest would clean it. */
  function statusOf(path: string, headers: OutgoingHttpHeaders): Promise<number | undefined> {
    const { port } = app.getHttpServer().address() as AddressInfo;
    return new Promise((resolve, reject) => {
      const outgoing = httpGet({ host: '127.0.0.1', port, path, headers }, (incoming) => {
        incoming.resume();
        resolve(incoming.statusCode);
      });
      outgoing.on('error', reject);
    });
  }

  afterEach(async () => {
    await app.close();
  });

  describe('access', () => {
    beforeEach(() => start());

    it('serves a public route without looking at any credential', async () => {
      await request(app.getHttpServer()).get('/things/open').expect(200);
      await get('/things/open', 'Bearer wrong').expect(200);
    });

    it('denies a route that declares nothing, also to a right credential', async () => {
      await get('/things/forgotten').expect(401, UNAUTHORIZED);
    });

    it('answers 401 with a challenge where the credential is missing, malformed or wrong', async () => {
      const headers = [
        '',
        'Bearer',
        'Bearer wrong',
        TOKEN,
        `Basic ${TOKEN}`,
        basic('pk-canary', TOKEN),
        basic(TOKEN, TOKEN),
      ];
      for (const header of headers) {
        const response = await get('/things/query', header).expect(401, UNAUTHORIZED);
        expect(response.headers['www-authenticate']).toBe('Bearer realm="xtrace", Basic realm="xtrace"');
      }
    });

    it.each([
      ['token', BEARER],
      ['key-pair', basic('pk-canary', 'sk-canary')],
    ])('hands the caller with a %s to the handler', async (kind, authorization) => {
      const response = await request(app.getHttpServer())
        .post('/things/write')
        .set('Authorization', authorization)
        .expect(201);
      const own = expect.stringMatching(/^[0-9a-f]{16}$/) as string;
      expect(response.body).toEqual({ kind, scope: 'all', projectId: 'p-1', clientKey: own });
    });

    it('takes no credential from the address, and none from other headers', async () => {
      await request(app.getHttpServer())
        .get(`/things/query?token=${TOKEN}&access_token=${TOKEN}`)
        .expect(401);
      await request(app.getHttpServer()).get('/things/query').set('X-Api-Key', TOKEN).expect(401);
      await request(app.getHttpServer()).get('/things/query').set('__proto__', BEARER).expect(401);
      await get('/things/query').set('__proto__', 'x').set('constructor', 'x').expect(200);
    });

    it('treats HEAD like GET', async () => {
      const head = (): request.Test => request(app.getHttpServer()).head('/things/query');
      await head().expect(401);
      await head().set('Authorization', BEARER).expect(200);
    });

    it.each([
      '/things/query',
      '//things/query',
      '/things//query',
      '/things/query/',
      '/THINGS/QUERY',
      '/things/%71uery',
      '/things%2fquery',
      '/things/./query',
      '/things/open/../query',
      '/things/query;open',
      '/things/query%00',
      '/things/query%',
      '/things/query?a=/things/open',
      'http://things.example/things/query',
      '/things/forgotten/',
    ])('serves %s, if at all, to a credential only', async (path) => {
      expect([200, 400, 401, 404]).toContain(await statusOf(path, { Authorization: BEARER }));
      expect([400, 401, 404]).toContain(await statusOf(path, {}));
    });
  });

  describe('guessing', () => {
    beforeEach(() => start());

    it('answers 429 to guesses, and goes on serving the client that was right from the same address', async () => {
      await request(app.getHttpServer()).post('/things/write').set('Authorization', BEARER).expect(201);
      const statuses = new Map<number, number>();
      for (let i = 0; i < 200; i++) {
        const { status, headers } = await get('/things/query', `Bearer guess-${i}`)
          .set('X-Forwarded-For', `198.51.100.${i}`)
          .set('Forwarded', `for=198.51.100.${i}`)
          .set('X-Real-IP', `198.51.100.${i}`);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (status === 429) expect(headers['retry-after']).toBe('1');
      }
      expect(Object.fromEntries(statuses)).toEqual({ 401: 30, 429: 170 });
      await get('/things/query', BEARER).expect(200);
      await get('/things/query', basic('pk-canary', 'sk-canary')).expect(429);
      clock.nowMs += 1000;
      await get('/things/query', basic('pk-canary', 'sk-canary')).expect(200);
    });

    it('does not count requests without a credential', async () => {
      for (let i = 0; i < 100; i++) await request(app.getHttpServer()).get('/things/query').expect(401);
      await get('/things/query', BEARER).expect(200);
    });
  });

  describe('the query rate limit', () => {
    beforeEach(() => start());

    it('is one bucket per credential over all query routes and methods', async () => {
      await get('/things/query').expect(200);
      await get('/more/query').expect(200);
      await request(app.getHttpServer()).head('/more/query').set('Authorization', BEARER).expect(200);
      const response = await get('/things/query').set('X-Forwarded-For', '198.51.100.1').expect(429);
      expect(response.headers['retry-after']).toBe('1');
      expect(response.body).toMatchObject({ code: 'TOO_MANY_REQUESTS', resetAt: '2026-01-31T08:00:00.500Z' });
      await get('/more/query').expect(429);
      await get('/more/query', basic('pk-canary', 'sk-canary')).expect(200);
      clock.nowMs += 500;
      await get('/more/query').expect(200);
      await get('/more/query').expect(429);
    });

    it('does not hold up other routes, and sends no headers of its own', async () => {
      for (let i = 0; i < 10; i++) {
        await request(app.getHttpServer()).post('/things/write').set('Authorization', BEARER).expect(201);
        await get('/api/public/projects').expect(200);
      }
      const { headers } = await get('/things/query').expect(200);
      expect(Object.keys(headers).filter((name) => name.includes('ratelimit'))).toEqual([]);
    });

    it('does not count requests that were refused for their credential', async () => {
      for (let i = 0; i < 10; i++) await get('/things/query', 'Bearer wrong').expect(401);
      await get('/things/query').expect(200);
    });

    it('shows what it has done, and to whom, without the credential', async () => {
      for (let i = 0; i < 4; i++) await get('/things/query');
      await request(app.getHttpServer()).get('/api/internal/rate_limit_stats').expect(401);
      const response = await get('/api/internal/rate_limit_stats').expect(200);
      expect(response.body).toEqual({
        rate_limit_qps: 2,
        rate_limit_burst: 3,
        total_allowed: 3,
        total_rejected: 1,
        rejection_rate: 0.25,
        top_rejected_tokens: [{ token: expect.stringMatching(/^[0-9a-f]{8}…$/) as string, count: 1 }],
      });
      expect(response.text).not.toContain('canary');
    });
  });

  describe('GET /api/public/projects', () => {
    const PROJECT = {
      id: 'p-1',
      name: 'p-1',
      organization: { id: 'xtrace', name: 'xtrace' },
      metadata: {},
      createdAt: '1970-01-01T00:00:00.000Z',
      updatedAt: '1970-01-01T00:00:00.000Z',
    };

    it('answers the project of the credential', async () => {
      await start();
      await get('/api/public/projects', basic('pk-canary', 'sk-canary')).expect(200, { data: [PROJECT] });
      await request(app.getHttpServer()).get('/api/public/projects').expect(401, UNAUTHORIZED);
    });

    it('calls the project by its configured name', async () => {
      await start({ ...ENVIRONMENT, XTRACE_PROJECT_NAME: 'Shop' });
      await get('/api/public/projects').expect(200, { data: [{ ...PROJECT, name: 'Shop' }] });
    });

    it('is open where the configuration says so and names no key pair, and nothing else is', async () => {
      await start({ API_BEARER_TOKEN: TOKEN, XTRACE_ALLOW_UNAUTHENTICATED_COMPAT: '1' });
      await request(app.getHttpServer()).get('/api/public/projects').expect(200);
      await get('/api/public/projects', basic('any', 'pair')).expect(200);
      await request(app.getHttpServer()).get('/things/query').expect(401);
      await request(app.getHttpServer()).get('/api/internal/rate_limit_stats').expect(401);
    });

    it('stays closed where a key pair is configured', async () => {
      await start({ ...ENVIRONMENT, XTRACE_ALLOW_UNAUTHENTICATED_COMPAT: '1' });
      await request(app.getHttpServer()).get('/api/public/projects').expect(401);
    });
  });
});
