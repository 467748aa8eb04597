// Builds dist/ when a source is newer than what was built from it: see build-state.mjs.
import { buildIfStale } from './build-state.mjs';

await buildIfStale({ isQuiet: false });
