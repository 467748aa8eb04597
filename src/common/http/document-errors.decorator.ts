import { applyDecorators } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiPayloadTooLargeResponse,
  ApiUnsupportedMediaTypeResponse,
} from '@nestjs/swagger';
import { ErrorResponseDto } from './error-response.dto.js';

/** What a route that reads a document (see json-document.ts) may answer, for the OpenAPI document. */
export function DocumentErrors(): MethodDecorator {
  const type = ErrorResponseDto;
  return applyDecorators(
    ApiBadRequestResponse({ type, description: 'The message names the first field that breaks its rule.' }),
    ApiPayloadTooLargeResponse({ type, description: 'The body has more than 1 MiB.' }),
    ApiUnsupportedMediaTypeResponse({
      type,
      description: 'The body is not JSON, or encoded in another way than gzip.',
    }),
  );
}
