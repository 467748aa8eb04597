import { STATUS_CODES } from 'node:http';
import { ERROR_HEADERS, withErrorResponses } from './error-responses.js';
import { mapOperations } from './map-operations.js';
import { mapValues } from './map-values.js';
import type { Content, Header, OpenApiDocument, Operation, Response, Schema } from './openapi-document.js';
import { schemaExample } from './schema-example.js';

const REQUEST_ID: Header = {
  description: 'The id under which the log knows the request: that of the request, or a new one.',
  schema: { type: 'string', examples: ['5f0c6c1e-8f0b-4d0c-9d3a-2f6f6f0a9b51'] },
};

/** Gives every operation all of its answers, and every answer a description, its headers and an example. */
export function completeResponses(document: OpenApiDocument): OpenApiDocument {
  const { components } = document;
  const headers = { 'X-Request-Id': REQUEST_ID, ...ERROR_HEADERS, ...components.headers };
  return mapOperations({ ...document, components: { ...components, headers } }, (operation) => {
    const complete = withErrorResponses(withoutImplied(operation));
    return {
      ...complete,
      responses: mapValues(complete.responses, (response, status) =>
        completeResponse(response, status, components.schemas),
      ),
      security: operation.security ?? [],
    };
  });
}

/** Where a composed decorator sets the status, the compiler plugin adds the framework's own, without a word about it. */
function withoutImplied(operation: Operation): Operation {
  const isImplied = ([status, { description }]: [string, Response]): boolean =>
    status.startsWith('2') && description === '';
  const successes = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'));
  if (successes.every(isImplied)) return operation;
  const responses = Object.entries(operation.responses).filter((entry) => !isImplied(entry));
  return { ...operation, responses: Object.fromEntries(responses) };
}

function completeResponse(
  response: Response,
  status: string,
  schemas: Readonly<Record<string, Schema>>,
): Response {
  const { description, headers, content } = response;
  return {
    description: description === '' ? (STATUS_CODES[status] ?? status) : description,
    headers: { 'X-Request-Id': { $ref: '#/components/headers/X-Request-Id' }, ...headers },
    ...(content && { content: withExamples(content, schemas) }),
  };
}

function withExamples(content: Content, schemas: Readonly<Record<string, Schema>>): Content {
  return mapValues(content, (media) => {
    const example = media.example ?? schemaExample(media.schema, schemas);
    return { ...media, ...(example !== undefined && { example }) };
  });
}
