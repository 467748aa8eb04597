import { availableParallelism, totalmem } from 'node:os';
import type { Machine } from './server-settings.js';

/** The machine, or the part of it that a container may use. */
export function thisMachine(): Machine {
  const limit = process.constrainedMemory(); // 0 or absurdly large: none
  return {
    memoryBytes: limit > 0 ? Math.min(limit, totalmem()) : totalmem(),
    processors: availableParallelism(),
  };
}
