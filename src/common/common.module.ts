import { Global, Module, type DynamicModule } from '@nestjs/common';
import { AnswerBudget } from './http/answer-budget.js';
import { Log } from './logging/log.js';
import { ServerMetrics } from './monitoring/server-metrics.js';
import { PriceChanges } from './pricing/price-changes.js';

/** The log, the server's own metrics, the news of prices and the budget of all answers, for everyone. */
@Global()
@Module({})
export class CommonModule {
  static forRoot(log: Log): DynamicModule {
    return {
      module: CommonModule,
      providers: [
        { provide: Log, useValue: log },
        ServerMetrics,
        PriceChanges,
        {
          provide: AnswerBudget,
          useFactory: (metrics: ServerMetrics) => new AnswerBudget(metrics),
          inject: [ServerMetrics],
        },
      ],
      exports: [Log, ServerMetrics, PriceChanges, AnswerBudget],
    };
  }
}
