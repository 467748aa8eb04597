import { applyDecorators, HttpCode, HttpStatus, type Type } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiBody,
  ApiConsumes,
  ApiForbiddenResponse,
  ApiHeader,
  ApiOkResponse,
  ApiPayloadTooLargeResponse,
  ApiProduces,
  ApiServiceUnavailableResponse,
  ApiTooManyRequestsResponse,
  ApiUnauthorizedResponse,
  ApiUnsupportedMediaTypeResponse,
} from '@nestjs/swagger';
import type { JsonSchema } from '../../../common/json/json-schema.js';
import { RpcStatusDto } from './dto/rpc-status.dto.js';
import { MEDIA_TYPES } from './otlp-encoding.js';

/** What all routes of OTLP have in common, for the document. Stands above the decorator of access, whose errors it gives their form. */
export function OtlpRoute(request: JsonSchema, response: Type): MethodDecorator {
  const [json, protobuf] = [MEDIA_TYPES.json, MEDIA_TYPES.protobuf];
  return applyDecorators(
    HttpCode(HttpStatus.OK),
    ApiConsumes(json, protobuf),
    ApiProduces(json, protobuf),
    ApiHeader({
      name: 'Content-Encoding',
      required: false,
      description: 'gzip or identity (default). The limit holds for the inflated body too.',
      schema: { type: 'string', enum: ['gzip', 'identity'] },
    }),
    ApiHeader({
      name: 'x-langfuse-ingestion-version',
      required: false,
      description: 'A number up to 4, as SDKs of Langfuse send it.',
      schema: { type: 'string', examples: ['4'] },
    }),
    ApiBody({ required: true, schema: request as never }),
    ApiOkResponse({
      type: response,
      description: 'Everything that is not refused by partialSuccess is committed and can be read.',
    }),
    OtlpErrors(),
    ApiBadRequestResponse({
      type: RpcStatusDto,
      description: 'The body cannot be read. Nothing is stored.',
    }),
    ApiPayloadTooLargeResponse({
      type: RpcStatusDto,
      description: 'The body has more bytes than XTRACE_MAX_REQUEST_BODY_BYTES.',
      example: { code: 8, message: 'The body must have at most 20971520 bytes, inflated' },
    }),
    ApiUnsupportedMediaTypeResponse({
      type: RpcStatusDto,
      description: 'The body is neither protobuf nor JSON, or encoded in another way than gzip.',
      example: { code: 3, message: 'Content-Type must be application/x-protobuf or application/json' },
    }),
    ApiServiceUnavailableResponse({
      type: RpcStatusDto,
      description: 'Send it again after Retry-After: what is stored already is not doubled.',
      example: { code: 14, message: 'The server is taking in as much as it can; try again' },
      headers: retryAfter(),
    }),
  );
}

/** The errors that come before a body is looked at. */
export function OtlpErrors(): MethodDecorator {
  return applyDecorators(
    ApiUnauthorizedResponse({
      type: RpcStatusDto,
      description: 'The credential is missing or wrong.',
      example: { code: 16, message: 'Unauthorized' },
      headers: {
        'WWW-Authenticate': {
          description: 'The ways to authenticate.',
          schema: { type: 'string', example: 'Bearer realm="xtrace", Basic realm="xtrace"' },
        },
      },
    }),
    ApiForbiddenResponse({
      type: RpcStatusDto,
      description: 'The credential is good for scores only.',
      example: { code: 7, message: 'This credential may only write scores' },
    }),
    ApiTooManyRequestsResponse({
      type: RpcStatusDto,
      description: 'Too many wrong credentials came from this address.',
      example: { code: 8, message: 'Too Many Requests' },
      headers: retryAfter(),
    }),
  );
}

function retryAfter(): Record<
  string,
  { description: string; schema: { type: 'integer'; examples: number[] } }
> {
  return { 'Retry-After': { description: 'Whole seconds.', schema: { type: 'integer', examples: [1] } } };
}
