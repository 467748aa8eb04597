import { ApiProperty } from '@nestjs/swagger';

/** Documents a number as a whole one. Everything else is documented by the comment and the type of the property. */
export function Integer(): PropertyDecorator {
  return ApiProperty({ type: 'integer' });
}
