import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { transformSync } from '@swc/core';
import { ROOT } from './build-state.mjs';

/**
 * Compiles a folder of TypeScript, without checking types, in a fraction of a second; returns where the result lies:
 * inside node_modules, where imports of packages find them and no other tool looks.
 */
export function compileTypeScript(folder) {
  const sources = join(ROOT, folder);
  const build = join(ROOT, 'node_modules', '.cache', `xtrace-${folder}`);
  for (const entry of readdirSync(sources, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/(?<!\.spec|\.d)\.ts$/.test(entry.name)) continue;
    const source = join(entry.parentPath, entry.name);
    const target = join(build, source.slice(sources.length)).replace(/\.ts$/, '.js');
    const { code } = transformSync(readFileSync(source, 'utf8'), {
      filename: source,
      configFile: false,
      swcrc: false,
      module: { type: 'commonjs' },
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    });
    if (existsSync(target) && readFileSync(target, 'utf8') === code) continue;
    mkdirSync(dirname(target), { recursive: true });
    // Renamed into place, so that another run never loads half a file.
    const draft = `${target}.${process.pid}`;
    writeFileSync(draft, code);
    renameSync(draft, target);
  }
  return build;
}
