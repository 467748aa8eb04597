import { Module } from '@nestjs/common';
import { join } from 'node:path';
import { Log } from '../common/logging/log.js';
import { AppConfig } from '../config/app-config.js';
import { MediaCollector } from './domain/media-collector.service.js';
import { MediaGrants } from './domain/media-grants.service.js';
import { MediaRepository } from './domain/media.repository.js';
import { MediaService } from './domain/media.service.js';
import { MediaStore } from './domain/media.store.js';
import { MediaContentController } from './http/media-content.controller.js';
import { MediaController } from './http/media.controller.js';
import { BucketMediaStore } from './persistence/bucket-media.store.js';
import { FileSystemMediaStore } from './persistence/file-system-media.store.js';
import { TypeOrmMediaRepository } from './persistence/typeorm-media.repository.js';

/** Keeps pictures, recordings and documents that payloads refer to. */
@Module({
  controllers: [MediaController, MediaContentController],
  providers: [
    MediaGrants,
    MediaService,
    MediaCollector,
    { provide: MediaRepository, useClass: TypeOrmMediaRepository },
    { provide: MediaStore, inject: [AppConfig, Log], useFactory: mediaStore },
  ],
})
export class MediaModule {}

function mediaStore(config: AppConfig, log: Log): MediaStore {
  const { dataDirectory, minFreeDiskBytes, mediaBucket, mediaAccessKeyId, mediaSecretAccessKey } = config;
  if (mediaBucket !== null)
    return new BucketMediaStore({
      bucket: mediaBucket,
      prefix: config.mediaPrefix,
      endpoint: config.mediaEndpoint,
      region: config.mediaRegion,
      isPathStyle: config.mediaPathStyle,
      credentials:
        mediaAccessKeyId === null || mediaSecretAccessKey === null
          ? null
          : { accessKeyId: mediaAccessKeyId, secretAccessKey: mediaSecretAccessKey },
    });
  return new FileSystemMediaStore(
    { directory: join(dataDirectory, 'media'), minFreeBytes: minFreeDiskBytes },
    log,
  );
}
