import { ApiProperty } from '@nestjs/swagger';

/** Documents a text as an instant (RFC 3339). Everything else is documented by the comment and the type of the property. */
export function DateTime(): PropertyDecorator {
  return ApiProperty({ type: 'string', format: 'date-time' });
}
