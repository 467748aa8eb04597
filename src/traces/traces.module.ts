import { Module } from '@nestjs/common';
import { BillReader } from './domain/costs/bill.reader.js';
import { CostsService } from './domain/costs/costs.service.js';
import { ObservationReader } from './domain/observations/observation.reader.js';
import { ObservationsService } from './domain/observations/observations.service.js';
import { ScoreReader } from './domain/scores/score.reader.js';
import { ScoresService } from './domain/scores/scores.service.js';
import { SessionReader } from './domain/sessions/session.reader.js';
import { SessionsService } from './domain/sessions/sessions.service.js';
import { TraceReader } from './domain/trace.reader.js';
import { TracesService } from './domain/traces.service.js';
import { ObservationCostController } from './http/costs/observation-cost.controller.js';
import { FirstObservationsController } from './http/observations/first-observations.controller.js';
import { ObservationsController } from './http/observations/observations.controller.js';
import { FirstScoresController } from './http/scores/first-scores.controller.js';
import { ScoresController } from './http/scores/scores.controller.js';
import { ThirdScoresController } from './http/scores/third-scores.controller.js';
import { SessionsController } from './http/sessions/sessions.controller.js';
import { TracesController } from './http/traces.controller.js';
import { TypeOrmBillReader } from './persistence/costs/typeorm-bill.reader.js';
import { TypeOrmObservationReader } from './persistence/observations/typeorm-observation.reader.js';
import { TypeOrmScoreReader } from './persistence/scores/typeorm-score.reader.js';
import { TypeOrmSessionReader } from './persistence/sessions/typeorm-session.reader.js';
import { TypeOrmTraceReader } from './persistence/typeorm-trace.reader.js';

/** Reads traces, their observations, their scores and their sessions. */
@Module({
  controllers: [
    TracesController,
    ObservationsController,
    FirstObservationsController,
    ObservationCostController,
    ScoresController,
    FirstScoresController,
    ThirdScoresController,
    SessionsController,
  ],
  providers: [
    TracesService,
    ObservationsService,
    CostsService,
    ScoresService,
    SessionsService,
    { provide: TraceReader, useClass: TypeOrmTraceReader },
    { provide: ObservationReader, useClass: TypeOrmObservationReader },
    { provide: BillReader, useClass: TypeOrmBillReader },
    { provide: ScoreReader, useClass: TypeOrmScoreReader },
    { provide: SessionReader, useClass: TypeOrmSessionReader },
  ],
})
export class TracesModule {}
