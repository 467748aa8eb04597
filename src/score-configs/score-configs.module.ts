import { Module } from '@nestjs/common';
import { ScoreConfigStore } from './domain/score-config.store.js';
import { ScoreConfigsService } from './domain/score-configs.service.js';
import { ScoreConfigsController } from './http/score-configs.controller.js';
import { TypeOrmScoreConfigStore } from './persistence/typeorm-score-config.store.js';

/** Keeps what scores may look like. */
@Module({
  controllers: [ScoreConfigsController],
  providers: [ScoreConfigsService, { provide: ScoreConfigStore, useClass: TypeOrmScoreConfigStore }],
})
export class ScoreConfigsModule {}
