// npm run demo: compiles demo/*.ts (a fraction of a second) and runs it against a running server.
import { existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from './build-state.mjs';

if (!['@swc/core', 'cli-progress'].every((name) => existsSync(join(ROOT, 'node_modules', name)))) {
  const { status } = spawnSync('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], {
    cwd: ROOT,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}

// Only now: it needs one of the packages.
const { compileTypeScript } = await import('./compile-typescript.mjs');
const { runDemo } = createRequire(import.meta.url)(join(compileTypeScript('demo'), 'main.js'));
// Later than the progress bar's own handler, which gives the terminal back.
process.once('SIGINT', () => setImmediate(() => process.exit(130)));
process.exitCode = await runDemo({
  args: process.argv.slice(2),
  environment: process.env,
  directory: process.cwd(),
  now: Date.now(),
  output: process.stdout,
});
