import { mapOperations } from './map-operations.js';
import { mapValues } from './map-values.js';
import type {
  Content,
  Header,
  OpenApiDocument,
  Operation,
  Reference,
  Response,
  Schema,
} from './openapi-document.js';

type Change = (schema: Schema) => Schema;

/** The document with every schema changed, wherever it stands, the inner ones before those that hold them. */
export function mapSchemas(document: OpenApiDocument, change: Change): OpenApiDocument {
  const deep: Change = (schema) => mapSchema(schema, change);
  const { components } = document;
  return {
    ...mapOperations(document, (operation) => mapOperation(operation, deep)),
    components: { ...components, schemas: mapValues(components.schemas, deep) },
  };
}

/** A schema with itself and all schemas in it changed. Examples and defaults are values, whatever they look like. */
export function mapSchema(schema: Schema, change: Change): Schema {
  const deep: Change = (inner) => mapSchema(inner, change);
  const { properties, items, additionalProperties, propertyNames, anyOf, oneOf, allOf } = schema;
  return change({
    ...schema,
    ...(properties && { properties: mapValues(properties, deep) }),
    ...(items && { items: deep(items) }),
    ...(typeof additionalProperties === 'object' && { additionalProperties: deep(additionalProperties) }),
    ...(propertyNames && { propertyNames: deep(propertyNames) }),
    ...(anyOf && { anyOf: anyOf.map(deep) }),
    ...(oneOf && { oneOf: oneOf.map(deep) }),
    ...(allOf && { allOf: allOf.map(deep) }),
  });
}

function mapOperation(operation: Operation, change: Change): Operation {
  const { parameters, requestBody, responses } = operation;
  return {
    ...operation,
    ...(parameters && { parameters: parameters.map((each) => ({ ...each, schema: change(each.schema) })) }),
    ...(requestBody && { requestBody: { ...requestBody, content: mapContent(requestBody.content, change) } }),
    responses: mapValues(responses, (response) => mapResponse(response, change)),
  };
}

function mapResponse(response: Response, change: Change): Response {
  const { headers, content } = response;
  return {
    ...response,
    ...(headers && { headers: mapValues(headers, (header) => mapHeader(header, change)) }),
    ...(content && { content: mapContent(content, change) }),
  };
}

function mapHeader(header: Header | Reference, change: Change): Header | Reference {
  return '$ref' in header ? header : { ...header, schema: change(header.schema) };
}

function mapContent(content: Content, change: Change): Content {
  return mapValues(content, (media) => ({ ...media, schema: change(media.schema) }));
}
