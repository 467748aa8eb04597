// npm run test:python-clients: builds what is stale, installs the clients for Python that are missing, and runs them against a server of their own.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { buildIfStale, installIfStale, ROOT } from './build-state.mjs';

installIfStale();
await buildIfStale({ isQuiet: false });
// Only now: it needs one of the packages.
const { compileTypeScript } = await import('./compile-typescript.mjs');
const { runPythonClients } = createRequire(import.meta.url)(
  join(compileTypeScript('test'), 'python-clients', 'main.js'),
);
process.exitCode = await runPythonClients(ROOT, (line) => console.log(line));
