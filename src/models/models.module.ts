import { Module } from '@nestjs/common';
import { ModelStore } from './domain/model.store.js';
import { ModelsService } from './domain/models.service.js';
import { ModelsController } from './http/models.controller.js';
import { TypeOrmModelStore } from './persistence/typeorm-model.store.js';

/** Keeps what projects say that models cost, beside the prices that are built in. */
@Module({
  controllers: [ModelsController],
  providers: [ModelsService, { provide: ModelStore, useClass: TypeOrmModelStore }],
})
export class ModelsModule {}
