// npm start: installs what is missing, builds what is stale, and becomes the server.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildIfStale, installIfStale, ROOT } from './build-state.mjs';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`xtrace needs Node.js 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}
installIfStale();
await buildIfStale({ isQuiet: false });
if (process.env.npm_lifecycle_event === 'start') stopWithParent();
await import(pathToFileURL(join(ROOT, 'dist', 'main.js')).href);

/** A signal to npm ends npm and its shell, and reaches this process only in this way. */
function stopWithParent() {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, 250);
  timer.unref();
}
