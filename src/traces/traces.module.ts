import { Module } from '@nestjs/common';
import { TraceReader } from './domain/trace.reader.js';
import { TracesService } from './domain/traces.service.js';
import { TracesController } from './http/traces.controller.js';
import { TypeOrmTraceReader } from './persistence/typeorm-trace.reader.js';

/** Reads traces. */
@Module({
  controllers: [TracesController],
  providers: [TracesService, { provide: TraceReader, useClass: TypeOrmTraceReader }],
})
export class TracesModule {}
