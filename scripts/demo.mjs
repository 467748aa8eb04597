// npm run demo: compiles demo/*.ts (a fraction of a second) and runs it against a running server.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const root = dirname(import.meta.dirname);
const sources = join(root, 'demo');
// Inside node_modules, where imports of packages find them and no other tool looks.
const build = join(root, 'node_modules', '.cache', 'xtrace-demo');

if (!['@swc/core', 'cli-progress'].every((name) => existsSync(join(root, 'node_modules', name)))) {
  const { status } = spawnSync('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}

const { transformSync } = await import('@swc/core');
for (const entry of readdirSync(sources, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !entry.name.endsWith('.ts') || entry.name.endsWith('.spec.ts')) continue;
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

const { runDemo } = createRequire(import.meta.url)(join(build, 'main.js'));
// Later than the progress bar's own handler, which gives the terminal back.
process.once('SIGINT', () => setImmediate(() => process.exit(130)));
process.exitCode = await runDemo({
  args: process.argv.slice(2),
  environment: process.env,
  directory: process.cwd(),
  now: Date.now(),
  output: process.stdout,
});
