// npm test: installs what is missing, builds what is stale, and runs all tests (or those that are named).
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildIfStale, installIfStale, ROOT } from './build-state.mjs';

installIfStale();
await buildIfStale({ isQuiet: false });
const jest = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
const result = spawnSync(process.execPath, [jest, ...process.argv.slice(2)], { cwd: ROOT, stdio: 'inherit' });
process.exit(result.status ?? 1);
