import type { Request, Response } from 'express';
import { readBody } from '../../../common/http/request-body.js';
import { noteRefusal } from '../../../common/http/refusal-note.js';
import type { ReadBody } from '../ingest-body.service.js';
import { noteOfRefusals, type Refusals } from '../refusals.js';
import { exportResponse } from './export-response.js';
import { MEDIA_TYPES, type OtlpEncoding } from './otlp-encoding.js';
import { checkIngestionVersion, requiredEncoding } from './otlp-headers.js';

/**
 * What every route of OTLP does with its request: hands on its body, and answers in its encoding what was refused.
 * @param refusedName see {@link exportResponse}
 * @throws DomainError
 */
export async function answerExport(
  request: Request,
  response: Response,
  refusedName: string,
  take: (encoding: OtlpEncoding, read: ReadBody) => Promise<Refusals>,
): Promise<void> {
  checkIngestionVersion(request.headers);
  const encoding = requiredEncoding(request.headers);
  const refusals = await take(encoding, (maxBytes, hold) => readBody(request, maxBytes, hold));
  noteRefusal(request, noteOfRefusals(refusals));
  response.type(MEDIA_TYPES[encoding]).send(exportResponse(encoding, refusedName, refusals));
}
