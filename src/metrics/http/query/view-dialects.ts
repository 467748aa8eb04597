import type { ViewDialect } from '../../domain/query/read-view-query.js';
import { ALL_VIEWS, VIEWS_WITHOUT_TRACES } from '../../domain/query/views/all-views.js';

/** What Langfuse's first generation of the route allows. */
export const FIRST_DIALECT: ViewDialect = {
  views: ALL_VIEWS,
  defaultLimit: null,
  boundsHighCardinality: false,
};

export const SECOND_DIALECT: ViewDialect = {
  views: VIEWS_WITHOUT_TRACES,
  defaultLimit: 100,
  boundsHighCardinality: true,
};
