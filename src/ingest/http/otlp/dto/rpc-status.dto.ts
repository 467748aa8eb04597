import { ApiProperty } from '@nestjs/swagger';

/** The body of every failed answer to OpenTelemetry: google.rpc.Status, in the encoding of the request. */
export class RpcStatusDto {
  @ApiProperty({
    type: 'integer',
    description:
      'google.rpc.Code: 3 malformed, 7 forbidden, 8 too large, 12 no such signal, 14 try again, 16 no credential.',
    example: 3,
  })
  code: number;

  @ApiProperty({
    description: 'What was wrong and what to do about it, for people.',
    example: 'The body is not valid protobuf: a number that is cut off, near byte 12',
  })
  message: string;
}
