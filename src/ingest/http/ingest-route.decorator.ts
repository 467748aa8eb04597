import { applyDecorators, HttpCode, HttpStatus } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiBody,
  ApiHeader,
  ApiOkResponse,
  ApiPayloadTooLargeResponse,
  ApiServiceUnavailableResponse,
  ApiUnsupportedMediaTypeResponse,
} from '@nestjs/swagger';
import { ErrorResponseDto } from '../../common/http/error-response.dto.js';
import type { JsonSchema } from '../../common/json/json-schema.js';
import { IngestResponseDto } from './dto/ingest-response.dto.js';

/** What all native ingest routes have in common: their status, their body and their answers, for the document. */
export function IngestRoute(schema: JsonSchema, malformed: string): MethodDecorator {
  const error = { type: ErrorResponseDto };
  return applyDecorators(
    HttpCode(HttpStatus.OK),
    ApiHeader({
      name: 'Content-Encoding',
      required: false,
      description: 'gzip or identity (default). The limit holds for the inflated body too.',
      schema: { type: 'string', enum: ['gzip', 'identity'] },
    }),
    // The JSON Schema of the validator is the schema of the document.
    ApiBody({ required: true, schema: schema as never }),
    ApiOkResponse({
      type: IngestResponseDto,
      description: 'Everything in the request is committed and can be read.',
    }),
    ApiBadRequestResponse({
      ...error,
      description:
        'The body is malformed; the message names the first field and its rule. Nothing is stored.',
      example: { message: malformed, code: 'BAD_REQUEST', data: null },
    }),
    ApiPayloadTooLargeResponse({
      ...error,
      description: 'The body has more bytes than XTRACE_MAX_REQUEST_BODY_BYTES.',
    }),
    ApiUnsupportedMediaTypeResponse({
      ...error,
      description: 'The body is not JSON, or encoded in another way than gzip.',
    }),
    ApiServiceUnavailableResponse({
      ...error,
      description:
        'The server or its database cannot take it now. Nothing is stored; send it again after Retry-After.',
      headers: {
        'Retry-After': { description: 'Whole seconds.', schema: { type: 'integer', examples: [1] } },
      },
    }),
  );
}
