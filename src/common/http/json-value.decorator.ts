import { ApiProperty } from '@nestjs/swagger';

/** Documents a property (declared as `unknown`) that holds any JSON value, exactly as a client sent it. */
export function JsonValue(
  options: { readonly required?: boolean; readonly example?: unknown } = {},
): PropertyDecorator {
  const kinds = ['object', 'string', 'number', 'boolean', 'null'].map((type) => ({ type }));
  return ApiProperty({ anyOf: [...kinds, { type: 'array', items: {} }], ...options });
}
