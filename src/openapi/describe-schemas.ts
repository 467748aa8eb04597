import { mapValues } from './map-values.js';
import type { OpenApiDocument } from './openapi-document.js';

/** Describes the named schemas, by their names, where they say nothing themselves. */
export function describeSchemas(
  document: OpenApiDocument,
  comments: ReadonlyMap<string, string>,
): OpenApiDocument {
  const { components } = document;
  const schemas = mapValues(components.schemas, ({ description = '', ...schema }, name) => {
    const text = description === '' ? comments.get(name) : description;
    return { ...(text !== undefined && { description: text }), ...schema };
  });
  return { ...document, components: { ...components, schemas } };
}
