// npm run check: everything that a machine can find wrong without running the tests. Runs all of it, and fails at the end.
import { spawnSync } from 'node:child_process';
import { buildIfStale, installIfStale, ROOT } from './build-state.mjs';

const CHECKS = ['types', 'lint', 'format', 'dependencies', 'openapi', 'migrations'];

installIfStale();
await buildIfStale({ isQuiet: false });
const failed = CHECKS.filter((check) => {
  console.log(`\n— ${check}`);
  const result = spawnSync('npm', ['run', '--silent', `check:${check}`], {
    cwd: ROOT,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  return result.status !== 0;
});
console.log(failed.length === 0 ? '\nAll checks hold.' : `\nFailed: ${failed.join(', ')}`);
process.exit(failed.length === 0 ? 0 : 1);
