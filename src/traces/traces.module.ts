import { Module } from '@nestjs/common';
import { ScoreReader } from './domain/scores/score.reader.js';
import { ScoresService } from './domain/scores/scores.service.js';
import { TraceReader } from './domain/trace.reader.js';
import { TracesService } from './domain/traces.service.js';
import { FirstScoresController } from './http/scores/first-scores.controller.js';
import { ScoresController } from './http/scores/scores.controller.js';
import { TracesController } from './http/traces.controller.js';
import { TypeOrmScoreReader } from './persistence/scores/typeorm-score.reader.js';
import { TypeOrmTraceReader } from './persistence/typeorm-trace.reader.js';

/** Reads traces and their scores. */
@Module({
  controllers: [TracesController, ScoresController, FirstScoresController],
  providers: [
    TracesService,
    ScoresService,
    { provide: TraceReader, useClass: TypeOrmTraceReader },
    { provide: ScoreReader, useClass: TypeOrmScoreReader },
  ],
})
export class TracesModule {}
