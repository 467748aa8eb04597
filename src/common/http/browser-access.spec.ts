import type { CorsOptions } from '@nestjs/common/interfaces/external/cors-options.interface.js';
import type { Request } from 'express';
import type { AllowedOrigins } from '../../config/allowed-origins.js';
import { browserAccess } from './browser-access.js';

function decision(origins: AllowedOrigins, method: string, path: string): CorsOptions['origin'] {
  let decided: CorsOptions = {};
  const request = { method, path, headers: { origin: 'https://any.example' } };
  browserAccess(origins)(request as Request, (_, options) => {
    decided = options;
  });
  return decided.origin;
}

describe(browserAccess, () => {
  it('opens the routes of scores to every page, and no others', () => {
    expect(decision([], 'POST', '/api/public/ingestion')).toBe('*');
    expect(decision([], 'POST', '/API/public/scores/')).toBe('*');
    expect(decision([], 'PATCH', '/api/public/scores')).toBe(false);
    expect(decision([], 'POST', '/v1/traces')).toBe(false);
  });

  it('opens what telemetry is sent to to every page where any is allowed, and what can be read to none', () => {
    for (const path of ['/v1/traces', '/V1/Metrics', '/api/public/otel/v1/traces', '/api/public/spans'])
      expect(decision('*', 'POST', path)).toBe('*');
    expect(decision('*', 'PATCH', '/api/public/spans')).toBe('*');
    expect(decision('*', 'GET', '/api/public/traces')).toBe(false);
    expect(decision('*', 'DELETE', '/api/public/traces')).toBe(false);
    for (const path of ['/docs', '/', '/v1', '/v10/traces', '/x/v1/traces', '/metrics'])
      expect(decision('*', 'POST', path)).toBe(false);
  });
});
