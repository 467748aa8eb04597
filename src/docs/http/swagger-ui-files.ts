import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

export interface SwaggerUiFiles {
  readonly folder: string;
  readonly version: string;
}

let found: SwaggerUiFiles | null = null;

/** Where swagger-ui-dist is installed. Looked up when the page is first asked for: most servers never show it. */
export function swaggerUiFiles(): SwaggerUiFiles {
  found ??= find();
  return found;
}

function find(): SwaggerUiFiles {
  const path = createRequire(__filename).resolve('swagger-ui-dist/package.json');
  const { version } = JSON.parse(readFileSync(path, 'utf8')) as { version: string };
  return { folder: dirname(path), version };
}
