import { Injectable } from '@nestjs/common';
import { ObservationTraceLookup } from '../observation-trace.lookup.js';
import type { ObservationPatch } from '../patch.js';
import type { IngestionItem } from './ingestion-item.js';

/** Finds the observations that updates mean which do not name a trace. */
@Injectable()
export class ObservationPlacementService {
  constructor(private readonly traces: ObservationTraceLookup) {}

  /**
   * The same events, each update in the trace of its observation: what another event of the batch says of it, or else what is stored.
   * Those that nothing is known about still lack their trace.
   * @throws UnavailableError
   */
  async placed<Item extends IngestionItem>(items: readonly Item[]): Promise<readonly Item[]> {
    const lost = items.flatMap((item) => lostPatchOf(item) ?? []);
    const [first] = lost;
    if (first === undefined) return items;
    const named = tracesNamedIn(items);
    const unnamed = [...new Set(lost.map(({ id }) => id))].filter((id) => !named.has(id));
    const stored =
      unnamed.length === 0 ? new Map<string, string>() : await this.traces.find(first.projectId, unnamed);
    return items.map((item) => {
      const patch = lostPatchOf(item);
      const traceId = patch && (named.get(patch.id) ?? stored.get(patch.id));
      return traceId === undefined ? item : { ...item, patch: { ...patch, traceId }, lacksTrace: false };
    });
  }
}

function lostPatchOf(item: IngestionItem): ObservationPatch | undefined {
  return item.kind === 'patch' && item.lacksTrace && item.patch.kind === 'observation'
    ? item.patch
    : undefined;
}

/** Whatever the order of the events; of several traces the one with the least id. */
function tracesNamedIn(items: readonly IngestionItem[]): Map<string, string> {
  const traces = new Map<string, string>();
  for (const item of items) {
    if (item.kind !== 'patch' || item.lacksTrace || item.patch.kind !== 'observation') continue;
    const { id, traceId } = item.patch;
    const known = traces.get(id);
    if (known === undefined || traceId < known) traces.set(id, traceId);
  }
  return traces;
}
