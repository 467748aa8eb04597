import type { CommitObserver } from './commit-observer.js';

/** Where the figures of the committers go. */
export abstract class CommitMonitor {
  abstract observer(queue: 'telemetry' | 'metrics' | 'deletions'): CommitObserver;
}
