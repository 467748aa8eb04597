import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import request from 'supertest';
import { acceptBasePath } from '../common/http/base-path.middleware.js';
import { securityHeaders } from '../common/http/security-headers.middleware.js';
import { ConfigModule } from '../config/config.module.js';
import { readConfig } from '../config/read-config.js';
import { DocsModule } from './docs.module.js';

const BASE_PATH = '/x';
const WRITTEN = JSON.parse(readFileSync(join(__dirname, '..', '..', 'openapi.json'), 'utf8')) as object;

describe('the documents', () => {
  let app: NestExpressApplication;
  const get = (path: string): request.Test => request(app.getHttpServer()).get(path);

  beforeAll(async () => {
    const config = readConfig({ XTRACE_BASE_PATH: BASE_PATH });
    const module = await Test.createTestingModule({
      imports: [ConfigModule.forRoot(config), DocsModule],
    }).compile();
    app = module.createNestApplication<NestExpressApplication>({ logger: false });
    app.disable('etag');
    app.use(acceptBasePath(config.basePath), securityHeaders);
    await app.init();
  });

  afterAll(() => app.close());

  it('are the written OpenAPI document, with this server for the one of the example', async () => {
    const answer = await get('/openapi.json')
      .expect(200)
      .expect('Content-Type', /^application\/json/);
    expect(answer.body).toEqual({
      ...WRITTEN,
      servers: [{ url: BASE_PATH, description: 'This server.' }],
    });
  });

  it('are not sent again to a client that has the OpenAPI document', async () => {
    const { headers } = await get('/openapi.json').expect('Cache-Control', 'no-cache');
    await get('/openapi.json').set('If-None-Match', String(headers['etag'])).expect(304);
  });

  it.each(['', BASE_PATH])('lead to the page with a slash at its end, from %s/docs', async (prefix) => {
    const { headers } = await get(`${prefix}/docs`).expect(302);
    // Relative: the browser may know another path than the server.
    expect(headers['location']).toBe('docs/');
    await get(`${prefix}/docs/`)
      .expect(200)
      .expect('Content-Type', /^text\/html/);
  });

  it.each([
    ['/', 'docs/'],
    ['/?a=/b', 'docs/'],
    [BASE_PATH, 'x/docs/'],
    [`${BASE_PATH}/`, 'docs/'],
  ])('are where a browser gets to that opens %s', async (path, location) => {
    const { headers } = await get(path).expect(302);
    expect(headers['location']).toBe(location);
  });

  it('run no script and take no style that stands in the page or comes from elsewhere', async () => {
    const { headers, text } = await get('/docs/');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("style-src 'self';");
    expect(policy).not.toContain('unsafe');
    expect(text).not.toMatch(/<script>|<style|style=|\son\w+=|https?:/);
  });

  it('have every file that the page names, at a path that any gateway keeps', async () => {
    const { text } = await get('/docs/');
    const files = [...text.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, file = '']) => file);
    expect(files).toHaveLength(6);
    for (const file of files) {
      expect(file).not.toMatch(/^\//);
      await get(new URL(file, 'http://localhost/docs/').pathname).expect(200);
    }
  });

  it('may be kept for ever where the page names their version', async () => {
    const { text } = await get('/docs/').expect('Cache-Control', 'no-cache');
    expect(text).toMatch(/swagger-ui-bundle\.js\?v=\d+\.\d+\.\d+"/);
    await get('/docs/swagger-ui-bundle.js')
      .expect('Cache-Control', /immutable/)
      .expect('Content-Type', /^text\/javascript/);
    await get('/docs/start.js').expect('Cache-Control', 'no-cache');
  });

  it.each(['package.json', '..%2f..%2fpackage.json', 'index.html'])(
    'have no other file: %s',
    async (file) => {
      const { headers } = await get(`/docs/${file}`).expect((answer) => {
        expect(answer.status).toBeGreaterThanOrEqual(400);
      });
      expect(headers['cache-control']).toBe('no-store');
    },
  );
});
