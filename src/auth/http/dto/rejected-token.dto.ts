import { ApiProperty } from '@nestjs/swagger';

/** A credential that the rate limit has turned away. */
export class RejectedTokenDto {
  /**
   * The beginning of a digest of the credential, never a part of the credential itself.
   * @example "9f86d081…"
   */
  token: string;

  /**
   * How many of its queries were rejected.
   * @example 12
   */
  @ApiProperty({ type: 'integer', minimum: 0 })
  count: number;
}
