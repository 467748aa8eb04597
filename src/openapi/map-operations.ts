import { mapValues } from './map-values.js';
import type { OpenApiDocument, Operation } from './openapi-document.js';

/** The document with other operations. */
export function mapOperations(
  document: OpenApiDocument,
  change: (operation: Operation) => Operation,
): OpenApiDocument {
  return { ...document, paths: mapValues(document.paths, (item) => mapValues(item, change)) };
}
