import { applyDecorators, Controller, Post, UseFilters } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { NotFoundError } from '../../../common/domain-error.js';
import { Authenticated } from '../../../auth/http/access.decorator.js';
import { RpcStatusDto } from './dto/rpc-status.dto.js';
import { OtlpErrorFilter } from './otlp-error.filter.js';
import { OtlpErrors } from './otlp-route.decorator.js';

export const LOGS_NOT_TAKEN = 'Logs are not taken in: there is no such signal here; send traces and metrics';

function notTaken(): NotFoundError {
  return new NotFoundError(LOGS_NOT_TAKEN);
}

function LogRoute(operationId: string): MethodDecorator {
  return applyDecorators(
    ApiNotFoundResponse({
      type: RpcStatusDto,
      description: 'Always.',
      example: { code: 12, message: LOGS_NOT_TAKEN },
    }),
    Authenticated(),
    // After what it replaces.
    OtlpErrors(),
    ApiOperation({
      operationId,
      summary: 'Logs are not taken in',
      description: 'Exporters of logs are told so, instead of being answered 200 for what is then dropped.',
    }),
  );
}

/** Says so, instead of answering 200 and dropping what was sent. */
@ApiTags('OpenTelemetry')
@UseFilters(OtlpErrorFilter)
@Controller()
export class OtlpLogController {
  @Post('api/public/otel/v1/logs')
  @LogRoute('exportLogs')
  refuseAsLangfuse(): never {
    throw notTaken();
  }

  @Post('v1/logs')
  @LogRoute('exportLogsByDefaultPath')
  refuse(): never {
    throw notTaken();
  }
}
