import { ApiProperty } from '@nestjs/swagger';

/** Documents a map from kinds (such as `input`, `output`, `total`) to numbers. */
export function AmountsByKind(example: Record<string, number>): PropertyDecorator {
  return ApiProperty({ type: 'object', additionalProperties: { type: 'number' }, example });
}
