import type { NestExpressApplication } from '@nestjs/platform-express';
import { DOCUMENTED_ROUTES } from './openapi-file.js';
import { declaredRoutes, servedRoutes, startApp, type Route } from './routes.js';

const CREDENTIALS = [{ bearer: [] }, { basic: [] }];
const READS = ['GET', 'HEAD', 'OPTIONS'];

describe('every route', () => {
  let app: NestExpressApplication;
  let routes: Route[];

  beforeAll(async () => {
    app = await startApp();
    routes = declaredRoutes(app);
  });

  afterAll(() => app.close());

  it('belongs to a controller: nothing is served beside them', () => {
    expect(servedRoutes(app).sort()).toEqual(routes.map(({ name }) => name).sort());
    expect(routes.length).toBeGreaterThan(0);
  });

  it('declares its access', () => {
    expect(routes.filter(({ access }) => access === undefined)).toEqual([]);
  });

  it('needs a credential if it is not one of the few that anyone may ask', () => {
    const open = routes.filter(({ access }) => access === 'public').map(({ name }) => name);
    expect(open.sort()).toEqual([
      'GET /',
      'GET /api/public/health',
      'GET /api/public/ready',
      'GET /docs',
      'GET /docs/:file',
      'GET /docs/start.js',
      'GET /healthz',
      'GET /openapi.json',
      'GET /readyz',
    ]);
  });

  it('is signed where the URL is the credential', () => {
    const signed = routes.filter(({ access }) => access === 'signed').map(({ name }) => name);
    expect(signed.sort()).toEqual([
      'GET /api/public/media/:mediaId/content',
      'PUT /api/public/media/:mediaId/content',
    ]);
  });

  it('needs a credential if it changes anything', () => {
    const writes = routes.filter(({ method }) => !READS.includes(method));
    expect(writes.filter(({ access }) => access === 'public')).toEqual([]);
    expect(writes.length).toBeGreaterThan(0);
  });

  it('is in the OpenAPI document, and the document has no others', () => {
    const documented = routes.filter(({ isDocumented }) => isDocumented).map(({ name }) => name);
    expect(DOCUMENTED_ROUTES.map(({ name }) => name).sort()).toEqual(documented.sort());
  });

  it('is left out of the document only where it shows the document', () => {
    const hidden = routes.filter(({ isDocumented }) => !isDocumented).map(({ name }) => name);
    expect(hidden.sort()).toEqual([
      'GET /',
      'GET /docs',
      'GET /docs/:file',
      'GET /docs/start.js',
      'GET /openapi.json',
    ]);
  });

  it('documents its access as it is', () => {
    const access = new Map(routes.map((route) => [route.name, route.access]));
    for (const { name, operation } of DOCUMENTED_ROUTES) {
      const isPublic = ['public', 'signed'].includes(access.get(name) ?? '');
      const refusals = Object.keys(operation.responses).filter((status) => ['401', '429'].includes(status));
      expect({ name, security: operation.security, refusals }).toEqual({
        name,
        security: isPublic ? [] : CREDENTIALS,
        refusals: isPublic ? [] : ['401', '429'],
      });
    }
  });
});
