import { RequestMethod, type Type } from '@nestjs/common';
import { ModulesContainer, NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from '../../src/app.module.js';
import { configureApp } from '../../src/app.setup.js';
import { ACCESS, type Access } from '../../src/auth/http/access.decorator.js';
import { createLog } from '../../src/common/logging/create-log.js';
import { readConfig } from '../../src/config/read-config.js';

/** A handler of a controller, and what its decorators say. */
export interface Route {
  /** Method and path, as Express writes it: `GET /api/public/traces/:traceId`. */
  readonly name: string;
  readonly method: string;
  /** Undefined: not declared. */
  readonly access: Access | undefined;
  /** Whether it belongs in the OpenAPI document. */
  readonly isDocumented: boolean;
}

/** The whole application, which serves but finds no database. */
export async function startApp(): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(
    AppModule.forRoot({
      config: readConfig({ API_BEARER_TOKEN: 'token-of-the-tests' }),
      log: createLog('silent', false),
      database: {
        address: { url: 'postgresql://127.0.0.1:1/none' },
        disk: null,
        onUnusable: () => undefined,
      },
    }),
    { logger: false, bodyParser: false, abortOnError: false },
  );
  configureApp(app);
  return app.init();
}

/** The routes that the controllers declare. */
export function declaredRoutes(app: NestExpressApplication): Route[] {
  const modules = [...app.get(ModulesContainer).values()];
  const controllers = modules.flatMap((module) => [...module.controllers.values()]);
  return controllers.flatMap(({ metatype }) =>
    typeof metatype === 'function' ? routesOf(metatype as Type) : [],
  );
}

function routesOf(controller: Type): Route[] {
  const prototype = controller.prototype as Record<string, unknown>;
  return Object.getOwnPropertyNames(prototype).flatMap((key) => {
    const handler = prototype[key];
    if (typeof handler !== 'function' || key === 'constructor') return [];
    const verb = metadata<RequestMethod>('method', handler);
    if (verb === undefined) return [];
    const method = RequestMethod[verb];
    const path = [metadata<string>('path', controller), metadata<string>('path', handler)]
      .flatMap((part) => part?.split('/') ?? [])
      .filter((part) => part !== '')
      .join('/');
    return [
      {
        name: `${method} /${path}`,
        method,
        access: metadata<Access>(ACCESS, handler) ?? metadata<Access>(ACCESS, controller),
        isDocumented: metadata<unknown>('swagger/apiExcludeController', controller) === undefined,
      },
    ];
  });
}

function metadata<T>(key: string, target: object): T | undefined {
  return Reflect.getMetadata(key, target) as T | undefined;
}

interface RouterLayer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
}

/** The routes that the server really has, whoever added them. */
export function servedRoutes(app: NestExpressApplication): string[] {
  const express = app.getHttpAdapter().getInstance() as { router: { stack: RouterLayer[] } };
  return express.router.stack.flatMap(({ route }) =>
    route === undefined
      ? []
      : Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`),
  );
}
