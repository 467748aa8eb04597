import Module from 'node:module';
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

type ResolveFilename = (
  request: string,
  parent: { filename?: string } | undefined,
  ...rest: unknown[]
) => string;

/**
 * Lets `import './x.js'` find `x.ts`, as moduleNameMapper does inside the tests: Jest compiles what a global setup
 * imports, but looks nothing up for it.
 */
export function findTypescriptImports(): void {
  const loader = Module as unknown as { _resolveFilename: ResolveFilename };
  const original = loader._resolveFilename;
  loader._resolveFilename = (request, parent, ...rest) => {
    const source = typescriptSource(request, parent?.filename);
    return original(source ?? request, parent, ...rest);
  };
}

function typescriptSource(request: string, importer: string | undefined): string | null {
  if (importer?.endsWith('.ts') !== true || !/^\.{1,2}\/.*\.js$/.test(request)) return null;
  const path = resolve(dirname(importer), `${request.slice(0, -'.js'.length)}.ts`);
  return existsSync(path) ? path : null;
}
