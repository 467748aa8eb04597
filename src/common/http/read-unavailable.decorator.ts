import { ApiServiceUnavailableResponse } from '@nestjs/swagger';
import { ErrorResponseDto } from './error-response.dto.js';

/** What a route whose answers may be large answers with 503 to, for the OpenAPI document. */
export function ReadUnavailable(): ClassDecorator & MethodDecorator {
  return ApiServiceUnavailableResponse({
    type: ErrorResponseDto,
    description:
      'The database is away, the query took too long, or as many large answers as the server can hold are under way.',
  });
}
