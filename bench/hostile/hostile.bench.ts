import type { Benchmark } from '../benchmark.js';
export const hostile: Benchmark = () => Promise.resolve({ lines: [], figures: {} });
