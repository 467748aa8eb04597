import { ApiProperty } from '@nestjs/swagger';
import type { ErrorCode } from '../domain-error.js';

/** A record and not a list, so that the compiler demands a new code here too. */
const ERROR_CODES: Record<ErrorCode, true> = {
  UNAUTHORIZED: true,
  FORBIDDEN: true,
  BAD_REQUEST: true,
  NOT_FOUND: true,
  METHOD_NOT_ALLOWED: true,
  CONFLICT: true,
  PAYLOAD_TOO_LARGE: true,
  UNSUPPORTED_MEDIA_TYPE: true,
  RANGE_NOT_SATISFIABLE: true,
  TOO_MANY_REQUESTS: true,
  SERVICE_UNAVAILABLE: true,
  INTERNAL_ERROR: true,
};

/** The body of every failed answer. */
export class ErrorResponseDto {
  /**
   * What was wrong and what to do about it, for people.
   * @example "observations[3].startTime must be an RFC 3339 date-time"
   */
  message: string;

  @ApiProperty({
    description: 'The reason, for programs. New codes may be added.',
    enum: Object.keys(ERROR_CODES),
    enumName: 'ErrorCode',
    example: 'BAD_REQUEST',
  })
  code: ErrorCode;

  /**
   * The name that clients of Langfuse know the reason by; on routes below /api/public only.
   * @example "InvalidRequestError"
   */
  error?: string;

  @ApiProperty({ type: 'null', description: 'Always null: a failed request has no result.', example: null })
  data: null;
}
