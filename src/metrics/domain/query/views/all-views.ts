import type { ViewName, ViewRules } from '../view-rules.js';
import { OBSERVATIONS_VIEW } from './observations.view.js';
import { BOOLEAN_SCORES_VIEW, CATEGORICAL_SCORES_VIEW, NUMERIC_SCORES_VIEW } from './scores.view.js';
import { TRACES_VIEW } from './traces.view.js';

export const ALL_VIEWS: ReadonlyMap<string, ViewRules> = byName([
  TRACES_VIEW,
  OBSERVATIONS_VIEW,
  NUMERIC_SCORES_VIEW,
  BOOLEAN_SCORES_VIEW,
  CATEGORICAL_SCORES_VIEW,
]);

/** Those of the second generation of routes. */
export const VIEWS_WITHOUT_TRACES: ReadonlyMap<string, ViewRules> = byName(
  [...ALL_VIEWS.values()].filter(({ name }) => name !== 'traces'),
);

function byName(views: readonly ViewRules[]): ReadonlyMap<ViewName, ViewRules> {
  return new Map(views.map((view) => [view.name, view]));
}
