import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Log } from './logging/log.js';
import { ServerMetrics } from './monitoring/server-metrics.js';

/** The log and the server's own metrics, for everyone. */
@Global()
@Module({})
export class CommonModule {
  static forRoot(log: Log): DynamicModule {
    return {
      module: CommonModule,
      providers: [{ provide: Log, useValue: log }, ServerMetrics],
      exports: [Log, ServerMetrics],
    };
  }
}
