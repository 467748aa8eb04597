import type { IncomingHttpHeaders } from 'node:http';
import { BadRequestError, DomainError } from '../../../common/domain-error.js';
import { checkJsonCharset } from '../../../common/http/request-body.js';
import { otlpEncoding, type OtlpEncoding } from './otlp-encoding.js';

const INGESTION_VERSION = 'x-langfuse-ingestion-version';
const MAX_INGESTION_VERSION = 4;

/** @throws BadRequestError for a version of Langfuse's way to write that nobody knows yet */
export function checkIngestionVersion(headers: IncomingHttpHeaders): void {
  const sent = headers[INGESTION_VERSION];
  if (sent === undefined || Number(sent) <= MAX_INGESTION_VERSION) return;
  throw new BadRequestError(`${INGESTION_VERSION} must be a number up to ${MAX_INGESTION_VERSION}`);
}

/** @throws DomainError UNSUPPORTED_MEDIA_TYPE */
export function requiredEncoding(headers: IncomingHttpHeaders): OtlpEncoding {
  const encoding = otlpEncoding(headers['content-type']);
  if (encoding === 'json') checkJsonCharset(headers['content-type']);
  if (encoding !== null) return encoding;
  throw new DomainError(
    'UNSUPPORTED_MEDIA_TYPE',
    'Content-Type must be application/x-protobuf or application/json',
  );
}
