import { NestFactory } from '@nestjs/core';
import { SwaggerModule } from '@nestjs/swagger';
import { AppModule } from '../app.module.js';
import { createLog } from '../common/logging/create-log.js';
import { readConfig } from '../config/read-config.js';
import { completeResponses } from './complete-responses.js';
import { describeSchemas } from './describe-schemas.js';
import { documentBase } from './document-base.js';
import { mapSchemas } from './map-schemas.js';
import { nameRequestBodies, type BodyNames } from './name-request-bodies.js';
import { renameSchemas } from './name-schemas.js';
import type { OpenApiDocument } from './openapi-document.js';
import { operationId } from './operation-id.js';
import { withParameterExamples } from './parameter-examples.js';
import { plainJsonSchema } from './plain-json-schema.js';
import { sortDocument } from './sort-document.js';

const BODY_NAMES: BodyNames = {
  ingest: { '': 'IngestionBatch' },
  createTrace: { '': 'TraceBody' },
  createSpan: { '': 'ObservationBody' },
  changeSpan: { '': 'SpanChange' },
  createGeneration: { '': 'ObservationBody' },
  changeGeneration: { '': 'GenerationChange' },
  createEvent: { '': 'ObservationBody' },
  createScore: { '': 'ScoreBody' },
  createComment: { '': 'NewComment' },
  createScoreConfig: { '': 'NewScoreConfig' },
  createModel: { '': 'NewModel' },
  putModel: { '': 'NewModel' },
  repriceObservations: { '': 'Repricing' },
  deleteTraces: { '': 'TraceIds' },
  changeScoreConfig: { '': 'ScoreConfigChange' },
  announceMedia: { '': 'NewMedia' },
  reportMediaUpload: { '': 'MediaUploadReport' },
  exportTraces: { '': 'TraceExportRequest' },
  exportTracesByDefaultPath: { '': 'TraceExportRequest' },
  exportMetrics: { '': 'MetricExportRequest' },
  exportMetricsByDefaultPath: { '': 'MetricExportRequest' },
  writeTraceBatch: {
    '': 'TraceBatch',
    trace: 'TraceInput',
    'observations[]': 'ObservationInput',
    'observations[].usage': 'UsageInput',
  },
  writeMetricBatch: { '': 'MetricBatch', 'metrics[]': 'MetricInput' },
};

/**
 * The OpenAPI document of all routes. Needs code that was compiled with the plugin of @nestjs/swagger, and neither a database nor
 * a configuration.
 * @param comments what to say about DTO classes, by class
 */
export async function generateDocument(
  version: string,
  comments: ReadonlyMap<string, string>,
): Promise<OpenApiDocument> {
  const schemaComments = new Map([...comments].map(([name, comment]) => [schemaName(name), comment]));
  const steps: ((document: OpenApiDocument) => OpenApiDocument)[] = [
    (document) => renameSchemas(document, schemaName),
    (document) => mapSchemas(document, plainJsonSchema),
    (document) => nameRequestBodies(document, BODY_NAMES),
    (document) => describeSchemas(document, schemaComments),
    withParameterExamples,
    completeResponses,
    sortDocument,
  ];
  return steps.reduce((document, step) => step(document), await rawDocument(version));
}

/** Clients need not know what a class is for us. */
function schemaName(className: string): string {
  return className.replace(/Dto$/, '');
}

/** In the framework's preview mode no service is created: routes are only looked at. */
async function rawDocument(version: string): Promise<OpenApiDocument> {
  const database = {
    address: { url: 'postgresql://localhost/unused' },
    disk: null,
    onUnusable: () => undefined,
  };
  const module = AppModule.forRoot({ config: readConfig({}), log: createLog('silent', false), database });
  const app = await NestFactory.create(module, { preview: true, logger: false, abortOnError: false });
  const document = SwaggerModule.createDocument(app, documentBase(version), {
    operationIdFactory: operationId,
  });
  await app.close();
  return document as unknown as OpenApiDocument;
}
