import type { OpenApiDocument } from './openapi-document.js';

/** The same document, whatever the order in which modules and decorators told of their parts. */
export function sortDocument(document: OpenApiDocument): OpenApiDocument {
  const { openapi, info, servers, tags, paths, components, ...rest } = document;
  const { schemas, headers, securitySchemes } = components;
  return {
    openapi,
    info,
    servers,
    tags,
    paths: sortByKey(paths),
    components: {
      schemas: sortByKey(schemas),
      ...(headers && { headers: sortByKey(headers) }),
      ...(securitySchemes && { securitySchemes }),
    },
    ...rest,
  };
}

function sortByKey<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
