import { applyDecorators, HttpCode, HttpStatus } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiBody,
  ApiOkResponse,
  ApiPayloadTooLargeResponse,
  ApiServiceUnavailableResponse,
  ApiUnsupportedMediaTypeResponse,
} from '@nestjs/swagger';
import { ErrorResponseDto } from '../../common/http/error-response.dto.js';
import { SINGLE_EVENTS, type SingleEventKind } from './decode-single-event.js';
import { WrittenResponseDto } from './dto/written-response.dto.js';

/** What the routes have in common whose body is one event: their status, their body and their answers, for the document. */
export function SingleEventRoute(kind: SingleEventKind): MethodDecorator {
  const type = ErrorResponseDto;
  return applyDecorators(
    HttpCode(HttpStatus.OK),
    ApiBody({ required: true, schema: SINGLE_EVENTS[kind].schema as never }),
    ApiOkResponse({ type: WrittenResponseDto, description: 'It is committed and can be read.' }),
    ApiBadRequestResponse({ type, description: 'The message names the first field that breaks its rule.' }),
    ApiPayloadTooLargeResponse({
      type,
      description: 'The body has more bytes than XTRACE_MAX_REQUEST_BODY_BYTES.',
    }),
    ApiUnsupportedMediaTypeResponse({
      type,
      description: 'The body is not JSON, or encoded in another way than gzip.',
    }),
    ApiServiceUnavailableResponse({
      type,
      description: 'Nothing is stored; send it again after Retry-After.',
    }),
  );
}
