import type { KeptFigures } from '../domain/kept-figures.js';
import { figuresOf, type ObservationFigures } from '../domain/observation-figures.js';
import type { ObservationFields } from '../domain/telemetry-fields.js';
import { derivedCosts } from './derived-columns.js';
import type { RowImage } from './derived-values.js';
import type { RowChange } from './merged-rows.js';

/** Counts what an observation adds after a write, less what it added before. */
export function countObservation(
  figures: KeptFigures,
  { keys, before, after }: RowChange<ObservationFields>,
): void {
  const [projectId = '', traceId = ''] = keys;
  figures.observationChanged({ projectId, traceId }, before && figuresOfRow(before), figuresOfRow(after));
}

function figuresOfRow({ state, derived }: RowImage<ObservationFields>): ObservationFigures {
  return figuresOf(state.fields, derivedCosts(derived));
}
