import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Authenticated } from '../../auth/http/access.decorator.js';
import { ServerMetrics } from '../../common/monitoring/server-metrics.js';

const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

@ApiTags('Health')
@Authenticated()
@Controller('metrics')
export class ServerMetricsController {
  constructor(private readonly metrics: ServerMetrics) {}

  @Get()
  @Header('Content-Type', CONTENT_TYPE)
  @ApiOperation({
    operationId: 'getServerMetrics',
    summary: "The server's own figures, for Prometheus",
    description:
      'Requests and their durations, events accepted and rejected, commits, queues, connections, memory and event-loop lag.',
  })
  @ApiProduces(CONTENT_TYPE)
  @ApiOkResponse({
    description: 'Prometheus text format.',
    schema: { type: 'string', example: 'xtrace_in_flight_bytes 0\n' },
  })
  read(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
