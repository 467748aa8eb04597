// npm run bench:…: builds what is stale and measures it. See bench/README.md.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { buildIfStale, ROOT } from './build-state.mjs';
import { compileTypeScript } from './compile-typescript.mjs';

const args = process.argv.slice(2);
// Its words would stand before the JSON.
if (!args.includes('--server')) await buildIfStale({ isQuiet: true });
const { runBenchmark } = createRequire(import.meta.url)(join(compileTypeScript('bench'), 'main.js'));
process.exitCode = await runBenchmark(args, ROOT);
