import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AuthModule } from './auth/auth.module.js';
import { AccessGuard } from './auth/http/access.guard.js';
import { QueryThrottlerGuard } from './auth/http/query-throttler.guard.js';
import { CommentsModule } from './comments/comments.module.js';
import { CommonModule } from './common/common.module.js';
import type { Log } from './common/logging/log.js';
import type { AppConfig } from './config/app-config.js';
import { ConfigModule } from './config/config.module.js';
import { DatabaseModule, type DatabaseOptions } from './database/database.module.js';
import { DocsModule } from './docs/docs.module.js';
import { HealthModule } from './health/health.module.js';
import { IngestModule } from './ingest/ingest.module.js';
import { MediaModule } from './media/media.module.js';
import { DailyMetricsModule } from './metrics/daily-metrics.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { ViewMetricsModule } from './metrics/view-metrics.module.js';
import { ModelsModule } from './models/models.module.js';
import { ScoreConfigsModule } from './score-configs/score-configs.module.js';
import { TracesModule } from './traces/traces.module.js';

export interface AppOptions {
  readonly config: AppConfig;
  readonly log: Log;
  readonly database: DatabaseOptions;
}

/** The only place that knows all modules. */
@Module({})
export class AppModule {
  static forRoot({ config, log, database }: AppOptions): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(config),
        CommonModule.forRoot(log),
        DatabaseModule.forRoot(database),
        AuthModule,
        IngestModule,
        TracesModule,
        ScoreConfigsModule,
        CommentsModule,
        MediaModule,
        ModelsModule,
        MetricsModule,
        DailyMetricsModule,
        ViewMetricsModule,
        HealthModule,
        DocsModule,
      ],
      // In this order: who calls is known before how often is counted.
      providers: [
        { provide: APP_GUARD, useExisting: AccessGuard },
        { provide: APP_GUARD, useExisting: QueryThrottlerGuard },
      ],
    };
  }
}
