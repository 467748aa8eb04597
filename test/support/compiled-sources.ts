import { transformFileSync } from '@swc/core';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const REPOSITORY = join(__dirname, '..', '..');

/**
 * Compiles folders of src/ into a directory, for child processes that run them without Jest. Where the compiled code finds
 * its packages is up to the caller: it needs a `node_modules` in the directory or above it.
 */
export function compileSources(folders: readonly string[], target: string): void {
  for (const folder of folders) {
    for (const entry of readdirSync(join(REPOSITORY, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/(?<!\.spec)\.ts$/.test(entry.name)) continue;
      const source = join(entry.parentPath, entry.name);
      const output = join(target, relative(REPOSITORY, source).replace(/\.ts$/, '.js'));
      mkdirSync(dirname(output), { recursive: true });
      const { code } = transformFileSync(source, {
        swcrc: false,
        module: { type: 'commonjs' },
        jsc: {
          target: 'es2022',
          keepClassNames: true,
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
      });
      writeFileSync(output, code);
    }
  }
  writeFileSync(join(target, 'package.json'), '{ "type": "commonjs" }\n');
}
